package io.hornbill.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the first cause in what Spark says of a failed stage. */
final class WorkerCauses {
  private static final Pattern RING =
      Pattern.compile("must go on to the end\\. Received: (.*?)\\. Rank \\d+ stops");
  private static final Pattern TASK =
      Pattern.compile("finished unsuccessfully\\.\\s+(?:[\\w.]+: )?([^\\n]+)");
  private static final Pattern EXECUTOR =
      Pattern.compile("(ExecutorLostFailure \\(executor [^\\n]*)");

  private WorkerCauses() {}

  static String first(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
    }
    for (Pattern pattern : new Pattern[] {RING, EXECUTOR, TASK}) {
      Matcher matcher = pattern.matcher(all);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return all.toString().strip();
  }
}
