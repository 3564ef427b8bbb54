package io.hornbill.engine.lowering;

import io.hornbill.engine.kernel.Buffer;
import io.hornbill.engine.kernel.Kernel;
import io.hornbill.engine.onednn.Args;
import io.hornbill.engine.onednn.Primitive;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One or more oneDNN primitives that run one after the other. */
final class PrimitiveKernel extends Kernel {
  private final Part[] parts;
  private final List<Buffer> scratch;
  private final List<Buffer> overwritable;

  /** A primitive, its arguments, and the variable that it only need follow. */
  private static final class Part {
    final Primitive primitive;
    final List<Integer> slots = new ArrayList<>();
    final List<Buffer> buffers = new ArrayList<>();
    @Nullable Variable source;
    long seen = -1;

    Part(Primitive primitive) {
      this.primitive = primitive;
    }

    void bind(int slot, Buffer buffer) {
      slots.add(slot);
      buffers.add(buffer);
    }
  }

  private PrimitiveKernel(Builder builder) {
    super(builder.name, builder.reads, builder.writes);
    parts = builder.parts.toArray(Part[]::new);
    scratch = builder.scratch;
    overwritable = builder.overwritable;
  }

  /** Whether a primitive is oneDNN's plain reference, which is slower than a Java loop. */
  boolean isReference() {
    for (Part part : parts) {
      if (part.primitive.implementation().startsWith("ref")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Buffer> scratch() {
    return scratch;
  }

  @Override
  public List<Buffer> overwritable() {
    return overwritable;
  }

  @Override
  public void bind() {
    for (Part part : parts) {
      for (int i = 0; i < part.slots.size(); i++) {
        part.primitive.bind(part.slots.get(i), part.buffers.get(i).address());
      }
    }
  }

  @Override
  public void run() {
    for (Part part : parts) {
      Variable source = part.source;
      if (source == null) {
        part.primitive.run();
      } else if (part.seen != source.version()) {
        part.seen = source.version();
        part.primitive.run();
      }
    }
  }

  @Override
  public void close() {
    for (Part part : parts) {
      part.primitive.close();
    }
  }

  /** Puts a kernel together. */
  static final class Builder {
    private final String name;
    private final List<Buffer> reads = new ArrayList<>();
    private final List<Buffer> writes = new ArrayList<>();
    private final List<Buffer> scratch = new ArrayList<>();
    private final List<Buffer> overwritable = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    Builder(String name) {
      this.name = name;
    }

    /** Adds a primitive; the calls that follow are about it. */
    Builder then(Primitive primitive) {
      parts.add(new Part(primitive));
      return this;
    }

    /** The primitive need run only when the variable changed. */
    Builder following(Variable variable) {
      parts.get(parts.size() - 1).source = variable;
      return this;
    }

    /** Binds an argument that is read. */
    Builder in(int slot, Buffer buffer) {
      reads.add(buffer);
      return bind(slot, buffer);
    }

    /** Binds an argument that is written. */
    Builder out(int slot, Buffer buffer) {
      writes.add(buffer);
      return bind(slot, buffer);
    }

    /** Binds an argument that lives only inside the kernel. */
    Builder inside(int slot, Buffer buffer) {
      scratch.add(buffer);
      return bind(slot, buffer);
    }

    /** Says that the result may take this argument's place. */
    Builder overwriting(Buffer buffer) {
      overwritable.add(buffer);
      return this;
    }

    private Builder bind(int slot, Buffer buffer) {
      parts.get(parts.size() - 1).bind(slot, buffer);
      return this;
    }

    /** One room for the scratchpads of all primitives, since they run one after the other. */
    private void shareScratchpad() {
      long bytes =
          parts.stream().mapToLong(part -> part.primitive.scratchpadBytes()).max().orElse(0);
      if (bytes > 0) {
        Buffer room = Buffer.bytes(bytes);
        scratch.add(room);
        for (Part part : parts) {
          if (part.primitive.scratchpadBytes() > 0) {
            part.bind(Args.SCRATCHPAD, room);
          }
        }
      }
    }

    PrimitiveKernel build() {
      shareScratchpad();
      return new PrimitiveKernel(this);
    }
  }
}
