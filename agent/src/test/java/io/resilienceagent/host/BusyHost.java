package io.resilienceagent.host;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.TreeMap;

/**
 * A bot at work, which agents come to and leave: threads that call without a pause, count what they asked for and got, and
 * stop for nothing. On its input it is asked for figures, one word a line; each answer is a file of its own.
 */
public final class BusyHost {
    private BusyHost() {}

    public static void main(String[] arguments) throws Exception {
        BusyWork work = new BusyWork();
        work.start();
        Scanner asked = new Scanner(System.in, StandardCharsets.UTF_8);
        for (int number = 0; asked.hasNextLine(); number++) {
            String word = asked.nextLine();
            if (word.equals("stop")) {
                work.stop();
            }
            answer(number, figures(word, work));
        }
    }

    private static Map<String, Object> figures(String word, BusyWork work) throws Exception {
        Map<String, Object> figures = new TreeMap<>();
        switch (word) {
            case "counts", "stop" -> figures.putAll(work.counts());
            case "classes" -> figures.putAll(ProbeAgent.classFiles(BusyWork.class, BusyClient.class));
            case "jdk" ->
                figures.putAll(ProbeAgent.classFiles(Socket.class, Class.forName("sun.nio.ch.SocketChannelImpl")));
            case "loaders" -> {
                System.gc();
                figures.put("loaders", ProbeAgent.agentLoaders());
                figures.put("telling domains", ProbeAgent.tellingDomains());
            }
            case "threads" ->
                Thread.getAllStackTraces()
                        .keySet()
                        .forEach(thread -> figures.merge(thread.getName(), 1, (a, b) -> (int) a + (int) b));
            case "metaspace" -> {
                for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                    String name = pool.getName().toLowerCase(Locale.ROOT);
                    if (name.equals("metaspace") || name.equals("compressed class space")) {
                        figures.put(name, pool.getUsage().getUsed());
                    }
                }
            }
            default -> throw new IllegalArgumentException(word);
        }
        return figures;
    }

    private static void answer(int number, Map<String, Object> figures) throws Exception {
        StringBuilder text = new StringBuilder();
        figures.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Path part = Path.of("answer.part");
        Files.writeString(part, text);
        Files.move(part, Path.of("answer." + number), StandardCopyOption.ATOMIC_MOVE);
    }
}
