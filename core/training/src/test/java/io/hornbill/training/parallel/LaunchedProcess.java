package io.hornbill.training.parallel;

import java.time.Duration;

/** What the launcher's test starts: sums up, and may end in the middle. */
public final class LaunchedProcess {
  private LaunchedProcess() {}

  public static void main(String[] arguments) {
    try (Collective ring =
        Launcher.join(
            o ->
                o.deadline(Duration.ofSeconds(60))
                    .encrypted(arguments[0].equals("die"))
                    .label("pid " + ProcessHandle.current().pid()))) {
      for (int length : new int[] {0, 1, ring.size() - 1, 1009, 10_000_000}) {
        float[] values = new float[length];
        java.util.Arrays.fill(values, ring.rank() + 1);
        ring.allReduce("sum", values);
        for (float value : values) {
          if (value != ring.size() * (ring.size() + 1) / 2f) {
            throw new IllegalStateException("wrong sum " + value);
          }
        }
      }
      if (arguments[0].equals("die") && ring.rank() == 1) {
        Runtime.getRuntime().halt(9);
      }
      ring.allReduce("last", new float[1000]);
    } catch (CollectiveException e) {
      System.out.println(e.getMessage());
      Runtime.getRuntime().halt(e.getMessage().contains("rank 1 (pid ") ? 7 : 8);
    }
  }
}
