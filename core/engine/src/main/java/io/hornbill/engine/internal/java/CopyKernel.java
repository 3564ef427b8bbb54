package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Copies a buffer as it is. */
public final class CopyKernel extends Kernel {
  private final Buffer from;
  private final Buffer to;
  private Pointer source = new BytePointer();
  private Pointer target = new BytePointer();
  private long bytes;

  /**
   * Makes a copy.
   *
   * @param from what to copy
   * @param to where to, of the same type and size
   */
  public CopyKernel(Buffer from, Buffer to) {
    super("copy", List.of(from), List.of(to));
    this.from = from;
    this.to = to;
  }

  @Override
  public void bind() {
    source = from.pointer();
    target = to.pointer();
    bytes = from.byteSize();
  }

  @Override
  public void run() {
    Pointer.memcpy(target, source, bytes);
  }
}
