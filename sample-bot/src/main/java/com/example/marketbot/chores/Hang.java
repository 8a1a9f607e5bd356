package com.example.marketbot.chores;

/**
 * What there is to tell about the one hang of a run.
 *
 * @param atTick the tick in which it began, counted from 1
 * @param thread the thread whose ticks stood still
 * @param beganMs when, in milliseconds since the epoch
 * @param endedMs when it was over, or null if it never was
 * @param forMs how long it was to last, in milliseconds, or null for ever
 */
public record Hang(String scenario, long atTick, String thread, long beganMs, Long endedMs, Long forMs) {}
