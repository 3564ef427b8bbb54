package io.hornbill.benchmarks.page;

import java.util.List;

/**
 * What the figures of a page depend on.
 *
 * @param date the day of the run
 * @param commit what was measured
 * @param command how
 * @param machine what on
 * @param peak what the machine does at best
 * @param engines each engine with its version
 * @param missing who did not take part, and why
 */
public record Setting(
    String date,
    String commit,
    String command,
    String machine,
    String peak,
    List<String> engines,
    List<String> missing) {}
