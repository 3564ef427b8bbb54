package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Lanes;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One or more stages, mostly oneDNN primitives, that run one after the other, some in lanes at the
 * same time.
 */
final class PrimitiveKernel extends Kernel {
  /** The machine code that oneDNN makes, roughly. */
  private static final long CODE_BYTES = 16 << 10;

  private final Stage[] parts;
  private final List<Buffer> scratch;
  private final List<Buffer> overwritable;

  /** A primitive, its arguments, and the variable that it need only follow. */
  private static final class Bound implements Stage {
    final Primitive primitive;
    final List<Integer> slots = new ArrayList<>();
    final List<Buffer> buffers = new ArrayList<>();
    @Nullable Variable source;
    private long seen = -1;

    Bound(Primitive primitive) {
      this.primitive = primitive;
    }

    @Override
    public void bind() {
      for (int i = 0; i < slots.size(); i++) {
        primitive.bind(slots.get(i), buffers.get(i).address());
      }
    }

    @Override
    public void run() {
      if (source != null) {
        if (seen == source.version()) {
          return;
        }
        seen = source.version();
      }
      primitive.run();
    }

    @Override
    public boolean isOf(String word) {
      String name = primitive.implementation();
      return name.startsWith(word) || name.contains(":" + word);
    }

    @Override
    public void close() {
      primitive.close();
    }
  }

  /** Stages that run at the same time. */
  private static final class Together implements Stage {
    private final List<Stage> stages;
    private final Lanes lanes;

    Together(List<Stage> stages) {
      this.stages = stages;
      lanes = new Lanes(stages.stream().<Runnable>map(stage -> stage::run).toList());
    }

    @Override
    public void bind() {
      stages.forEach(Stage::bind);
    }

    @Override
    public void run() {
      lanes.run();
    }

    @Override
    public boolean isOf(String word) {
      return stages.stream().anyMatch(stage -> stage.isOf(word));
    }

    @Override
    public void close() {
      stages.forEach(Stage::close);
    }
  }

  private PrimitiveKernel(Builder builder) {
    super(builder.name, builder.reads, builder.writes);
    parts =
        builder.parts.stream()
            .map(part -> part.size() == 1 ? part.get(0) : new Together(part))
            .toArray(Stage[]::new);
    scratch = builder.scratch;
    overwritable = builder.overwritable;
  }

  /** Whether a primitive is oneDNN's plain reference, which is slower than a Java loop. */
  boolean isReference() {
    return isOf("ref");
  }

  /**
   * Whether the name of a primitive's implementation begins with a word, or has it after a colon.
   */
  boolean isOf(String word) {
    for (Stage part : parts) {
      if (part.isOf(word)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long bytes() {
    return parts.length * CODE_BYTES;
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
    for (Stage part : parts) {
      part.bind();
    }
  }

  @Override
  public void run() {
    for (Stage part : parts) {
      part.run();
    }
  }

  @Override
  public void close() {
    for (Stage part : parts) {
      part.close();
    }
  }

  /** Puts a kernel together. */
  static final class Builder {
    private final String name;
    private final List<Buffer> reads = new ArrayList<>();
    private final List<Buffer> writes = new ArrayList<>();
    private final List<Buffer> scratch = new ArrayList<>();
    private final List<Buffer> overwritable = new ArrayList<>();

    /** What runs one after the other; the stages of one part run at the same time. */
    private final List<List<Stage>> parts = new ArrayList<>();

    private @Nullable Bound current;
    private @Nullable List<Stage> open;

    Builder(String name) {
      this.name = name;
    }

    /** Adds a primitive; the calls that follow are about it. */
    Builder then(Primitive primitive) {
      current = new Bound(primitive);
      return then(current);
    }

    /** Adds a stage. */
    Builder then(Stage stage) {
      if (open == null) {
        parts.add(List.of(stage));
      } else {
        open.add(stage);
      }
      return this;
    }

    /** All stages that are added meanwhile run at the same time, the first ones first. */
    void together(Runnable adding) {
      together(
          () -> {
            adding.run();
            return true;
          });
    }

    /** All stages that are added meanwhile run at the same time, the first ones first. */
    <T> T together(Supplier<T> adding) {
      if (open != null) {
        return adding.get();
      }
      List<Stage> part = new ArrayList<>();
      open = part;
      T result = adding.get();
      open = null;
      if (!part.isEmpty()) {
        parts.add(part);
      }
      return result;
    }

    /** The primitive need run only when the variable changed. */
    Builder following(Variable variable) {
      Objects.requireNonNull(current).source = variable;
      return this;
    }

    /** Says what a stage reads. */
    Builder reads(Buffer... buffers) {
      reads.addAll(List.of(buffers));
      return this;
    }

    /** Says what a stage writes. */
    Builder writes(Buffer... buffers) {
      writes.addAll(List.of(buffers));
      return this;
    }

    /** Makes room for what a stage needs while the kernel runs. */
    Buffer room(long bytes) {
      Buffer room = Buffer.bytes(bytes);
      scratch.add(room);
      return room;
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
      Bound bound = Objects.requireNonNull(current);
      bound.slots.add(slot);
      bound.buffers.add(buffer);
      return this;
    }

    /** One room for the scratchpads of primitives that run one after the other. */
    private void shareScratchpad() {
      long bytes = parts.stream().mapToLong(part -> offset(part, part.size())).max().orElse(0);
      if (bytes > 0) {
        Buffer room = room(bytes);
        for (List<Stage> part : parts) {
          for (int i = 0; i < part.size(); i++) {
            if (part.get(i) instanceof Bound bound && bound.primitive.scratchpadBytes() > 0) {
              long first = offset(part, i) / Float.BYTES;
              bound.slots.add(Args.SCRATCHPAD);
              bound.buffers.add(room.part(first, room.elements() - first));
            }
          }
        }
      }
    }

    /** Where in the room a stage's scratchpad is: after those that are in use at the same time. */
    private static long offset(List<Stage> part, int stage) {
      long bytes = 0;
      for (Stage before : part.subList(0, stage)) {
        bytes +=
            before instanceof Bound bound ? Buffer.aligned(bound.primitive.scratchpadBytes()) : 0;
      }
      return bytes;
    }

    PrimitiveKernel build() {
      shareScratchpad();
      return new PrimitiveKernel(this);
    }
  }
}
