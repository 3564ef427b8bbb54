package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import java.util.List;

/** A kernel that uses several threads inside a plan that runs on one. */
final class WideKernel extends Kernel {
  private final Kernel kernel;
  private final int threads;
  private final Runnable run;

  WideKernel(Kernel kernel, int threads) {
    super(kernel.name(), kernel.reads(), kernel.writes());
    this.kernel = kernel;
    this.threads = threads;
    run = kernel::run;
  }

  @Override
  public List<Buffer> scratch() {
    return kernel.scratch();
  }

  @Override
  public List<Buffer> overwritable() {
    return kernel.overwritable();
  }

  @Override
  public long bytes() {
    return kernel.bytes();
  }

  @Override
  public void bind() {
    kernel.bind();
  }

  @Override
  public void run() {
    Turns.soon(threads, run);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
