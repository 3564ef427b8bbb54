package io.hornbill.engine;

import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads the native kernels called by this thread use. ND4J and oneDNN share one OpenMP
 * runtime, in which the number belongs to the calling thread.
 */
final class Threads {
  private static final NativeOps NATIVE = NativeOpsHolder.getInstance().getDeviceNativeOps();

  private Threads() {}

  /**
   * Runs something on this thread alone. Waking a helper takes up to 50 microseconds, which is more
   * than small plans need altogether.
   */
  static void alone(Runnable work) {
    int before = NATIVE.ompGetMaxThreads();
    NATIVE.setOmpNumThreads(1);
    try {
      work.run();
    } finally {
      NATIVE.setOmpNumThreads(before);
    }
  }
}
