package io.resilienceagent.policy;

/**
 * Where something stands in a file.
 *
 * @param file the file as it is shown
 * @param line from 1; 0 for the whole file
 * @param column from 1; 0 for the whole file
 */
record Place(String file, int line, int column) {
    static Place wholeFile(String file) {
        return new Place(file, 0, 0);
    }

    Place right(int characters) {
        return new Place(file, line, column + characters);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
