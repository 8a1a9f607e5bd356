package io.resilienceagent.processor;

import javax.lang.model.element.Element;

/** Something in the model that the reader of a policy could not work with, and the element that says it. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Element element;

    Malformed(Element element, String message) {
        super(message);
        this.element = element;
    }

    Element element() {
        return element;
    }
}
