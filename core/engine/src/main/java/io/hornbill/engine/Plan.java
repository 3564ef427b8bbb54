package io.hornbill.engine;

import io.hornbill.base.Fault;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.SideLane;
import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.HostFunction;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.NDArray;
import org.nd4j.linalg.cpu.nativecpu.buffer.LongBuffer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A compiled program: a list of kernels on memory that was laid out beforehand. A run allocates
 * nothing.
 *
 * <p>A plan is used by one thread at a time, which is enforced: a thread that fills inputs, runs
 * and reads outputs {@link #take}s the plan before and {@link #release}s it afterwards; meanwhile
 * nobody else runs it, and {@link #close} frees its memory only when it is released. Plans of the
 * same variables may run at any time: those that update them wait for the others, and these for
 * them.
 *
 * <p>Plans that nobody closes are freed when they are unreachable; where many are left like that,
 * the garbage collector is called.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2)));
 * try (Plan plan = Plan.compile(new Program(List.of(x), List.of(Ops.square(x)), List.of()), PlanOptions.DEFAULT)) {
 *   plan.input(0).assign(Nd4j.createFromArray(2f, 3f));
 *   plan.run();
 *   plan.output(0); // 4, 9
 * }
 * }</pre>
 */
public final class Plan implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int FREE = 0;
  private static final int TAKEN = 1;
  private static final int CLOSING = 2;
  private static final int CLOSED = 3;

  private final List<INDArray> inputs = new ArrayList<>();
  private final List<INDArray> outputs = new ArrayList<>();
  private final Kernel[] kernels;
  private final Preparation[] preparations;
  private final @Nullable SideLane sideLane;

  /** What fixed arrays alone decide is made by the first run, even if there are no variables. */
  private boolean isPrepared;

  private final Variable[] watched;
  private final long[] versions;
  private final Variable[] written;
  private final int[] outputAfter;
  private final Profile.Entry @Nullable [] profiled;
  private final Guard guard;
  private final boolean changesShared;
  private final long bytes;
  private final double work;
  private final int threads;
  private final Runnable runGuarded = this::runGuarded;
  private final Runnable runKernels = this::runKernels;
  private final Runnable kernelLoop = this::kernelLoop;
  private final boolean callsCode;
  private final Runnable runOwned = this::runOwned;
  private final PlanResources owned;
  private final Cleaner.Cleanable memory;
  private final AtomicInteger state = new AtomicInteger();
  private volatile @Nullable Thread user;

  private Plan(Program program, PlanOptions options) {
    List<KernelFactory> factories = Engine.factories();
    Compiler compiler = new Compiler(Schedule.of(program, options, factories), options, factories);
    PlanMemory needed = new PlanMemory(program, compiler.order());
    needed.check();
    program.inputs().forEach(t -> inputs.add(allocate(t)));
    program.outputs().forEach(t -> outputs.add(allocate(t)));
    OpenPlans.add();
    owned = new PlanResources(List.copyOf(inputs), List.copyOf(outputs));
    memory = CLEANER.register(this, owned);
    boolean done = false;
    try {
      threads = compiler.isAlone() ? 1 : Threads.count();
      callsCode = compiler.order().stream().anyMatch(node -> node.op() instanceof HostFunction);
      // oneDNN chooses the number of threads when a primitive is made.
      Threads.with(threads, () -> compiler.compile(inputs, outputs));
      work = Work.of(compiler.order());
      bytes = owned.take(compiler, needed, options.arena());
      kernels = compiler.kernels().toArray(Kernel[]::new);
      boolean aside = !compiler.aside().isEmpty() && !callsCode && Profile.ofProcess() == null;
      sideLane = aside ? new SideLane(compiler.kernels(), compiler.aside()) : null;
      preparations = owned.preparations().toArray(Preparation[]::new);
      watched = compiler.watched().toArray(Variable[]::new);
      versions = new long[watched.length];
      Arrays.fill(versions, -1);
      outputAfter = compiler.outputAfter();
      profiled = profiled(compiler);
      written = compiler.written().toArray(Variable[]::new);
      guard = Guard.of(compiler.shared());
      changesShared = Stream.of(written).anyMatch(Variable::isShared);
      done = true;
    } finally {
      if (!done) {
        memory.clean();
      }
    }
  }

  /**
   * Compiles a program.
   *
   * @param program what to compute; all shapes are known
   * @param options how
   * @return a plan, which the caller closes
   */
  public static Plan compile(Program program, PlanOptions options) {
    try {
      return new Plan(program, options);
    } catch (OutOfMemoryError none) {
      throw PlanMemory.exhausted(none);
    }
  }

  private static INDArray allocate(Tensor tensor) {
    INDArray array = PlanMemory.array(tensor);
    array.setCloseable(false); // kernels know its address
    return array;
  }

  /**
   * Returns an input array, to write into before a run.
   *
   * @param index its position in the program
   * @return the plan's own array, in C order
   */
  public INDArray input(int index) {
    return inputs.get(index);
  }

  /**
   * Returns an output array, to read from after a run.
   *
   * @param index its position in the program
   * @return the plan's own array, in C order
   */
  public INDArray output(int index) {
    return outputs.get(index);
  }

  /**
   * Makes arrays like the outputs, for the caller to keep. Each shape is described to ND4J's
   * natives once for all such arrays, which {@code Nd4j.create} does for each: it takes a third of
   * a small prediction.
   *
   * @return one array for each output, with any contents
   */
  public List<INDArray> emptyOutputs() {
    List<INDArray> made = new ArrayList<>(outputs.size());
    for (INDArray output : outputs) {
      made.add(like(output));
    }
    return made;
  }

  /**
   * Makes an array like one of the outputs, as {@link #emptyOutputs} does.
   *
   * @param index its position in the program
   * @return an array with any contents
   */
  public INDArray emptyOutput(int index) {
    return like(outputs.get(index));
  }

  private static INDArray like(INDArray output) {
    DataBuffer data = Nd4j.createBuffer(output.dataType(), output.length(), false);
    return new NDArray(
        data, (LongBuffer) output.shapeInfoDataBuffer(), output.shapeInfoJava().clone());
  }

  /**
   * Takes the plan for this thread, until {@link #release}.
   *
   * @throws IllegalStateException if the plan is closed, or another thread has it
   */
  public void take() {
    if (!tryToTake()) {
      Fault plan = Fault.of("Plan");
      Fault fault =
          state.get() == TAKEN
              ? plan.expected("one thread at a time may use a plan")
                  .received("a second one, \"%s\"", Thread.currentThread().getName())
                  .remedy("Compile a plan for each.")
              : plan.expected("run() was called after close()")
                  .received("a closed plan")
                  .remedy("Compile a new one.");
      throw fault.state();
    }
  }

  /**
   * Takes the plan for this thread, until {@link #release}, unless that is impossible.
   *
   * @return false if the plan is closed, or another thread has it
   */
  public boolean tryToTake() {
    if (!state.compareAndSet(FREE, TAKEN)) {
      return false;
    }
    user = Thread.currentThread();
    return true;
  }

  /** Gives the plan back. If it was closed meanwhile, its memory is freed now. */
  public void release() {
    try {
      user = null;
      if (!state.compareAndSet(TAKEN, FREE)) {
        state.set(CLOSED);
        memory.clean();
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Says whether runs change variables that other plans may use.
   *
   * @return false if they change nothing, or metrics' totals and the like
   */
  public boolean changesShared() {
    return changesShared;
  }

  /**
   * Says whether kernels run on more than one thread.
   *
   * @return false if a run stays on the caller's
   */
  public boolean usesAllCores() {
    return threads != 1;
  }

  /** Roughly how many steps of arithmetic a run takes. */
  double work() {
    return work;
  }

  /**
   * Returns what keeps this plan and others of the same variables apart.
   *
   * @return the guard of the variables that others may use too
   */
  public Guard guard() {
    return guard;
  }

  /**
   * Computes the outputs and updates the variables. Takes the plan if this thread has not done so.
   *
   * @throws IllegalStateException if the plan was closed, or another thread has it
   * @throws IllegalArgumentException if an input holds a value that an op cannot take, such as a
   *     row number outside its table
   */
  public void run() {
    taken(runGuarded);
  }

  /**
   * Computes as {@link #run()} does, and tells of each output as soon as it is there, so that it
   * can be used while the rest is computed.
   *
   * @param ready is given the positions of the outputs, on the thread that runs the kernels, while
   *     the caller's waits; what it throws, this throws
   * @throws IllegalStateException if the plan was closed
   * @throws IllegalArgumentException if an input holds a value that an op cannot take
   */
  public void run(IntConsumer ready) {
    taken(() -> guarded(() -> onKernelThread(() -> runKernels(ready))));
  }

  /**
   * Runs several plans that read the same variables, one after the other. Nobody changes the
   * variables between them, so that it is as if one plan had computed all of it.
   *
   * @param plans plans that this thread has taken and that update nothing
   * @throws IllegalStateException if a plan was closed
   * @throws IllegalArgumentException if an input holds a value that an op cannot take
   */
  public static void runTogether(List<Plan> plans) {
    Runnable all = () -> plans.get(0).guarded(() -> plans.forEach(p -> p.taken(p.runOwned)));
    if (plans.stream().anyMatch(Plan::usesAllCores)) {
      Turns.take(Threads.count(), all); // a turn comes before a guard
    } else {
      all.run();
    }
  }

  private void runOwned() {
    owned.use(runKernels);
  }

  private void runKernels(IntConsumer ready) {
    prepare();
    for (int i = 0; i < kernels.length; i++) {
      run(i);
      if (outputAfter[i] >= 0) {
        ready.accept(outputAfter[i]);
      }
    }
  }

  private void taken(Runnable work) {
    boolean mine = user == Thread.currentThread();
    if (!mine) {
      take();
    }
    try {
      if (usesAllCores()) {
        Turns.take(threads, work);
      } else {
        Threads.alone(work);
      }
    } finally {
      if (!mine) {
        release();
      }
    }
  }

  private void runGuarded() {
    guarded(runKernels);
  }

  private void guarded(Runnable work) {
    Guard held = changesShared ? guard.lockWrite() : guard.lockRead();
    try {
      owned.use(work);
      for (Variable variable : written) {
        variable.touch();
      }
    } finally {
      if (changesShared) {
        held.unlockWrite();
      } else {
        held.unlockRead();
      }
    }
  }

  private void runKernels() {
    onKernelThread(kernelLoop);
  }

  /** What calls a layer's own code does so on the caller's thread. */
  private void onKernelThread(Runnable loop) {
    if (usesAllCores() && !callsCode) {
      Turns.together(threads, loop);
    } else {
      loop.run();
    }
  }

  private void kernelLoop() {
    prepare();
    if (sideLane != null) {
      sideLane.run();
      return;
    }
    for (int i = 0; i < kernels.length; i++) {
      run(i);
    }
  }

  private void run(int kernel) {
    Profile profile = Profile.ofProcess();
    if (profile == null || profiled == null) {
      kernels[kernel].run();
    } else {
      profile.run(kernels[kernel], profiled[kernel]);
    }
  }

  private static Profile.Entry @Nullable [] profiled(Compiler compiler) {
    Profile profile = Profile.ofProcess();
    return profile == null
        ? null
        : compiler.kernels().stream()
            .map(kernel -> profile.entry(kernel, compiler.operations(kernel)))
            .toArray(Profile.Entry[]::new);
  }

  /** Makes again what variables alone decide, if one of them changed. */
  private void prepare() {
    for (int i = 0; i < watched.length; i++) {
      long version = watched[i].version();
      isPrepared &= version == versions[i];
      versions[i] = version;
    }
    if (!isPrepared) {
      for (Preparation preparation : preparations) {
        preparation.update();
      }
      isPrepared = true;
    }
  }

  /**
   * Runs once more and says where the time went.
   *
   * @return one line per kernel: microseconds and name, in the order of the runs
   */
  public List<String> profile() {
    List<String> lines = new ArrayList<>();
    taken(() -> guarded(() -> profile(lines)));
    return lines;
  }

  private void profile(List<String> lines) {
    prepare();
    for (Kernel kernel : kernels) {
      long start = System.nanoTime();
      kernel.run();
      lines.add(
          String.format(
              Locale.ROOT, "%8.1f us  %s", (System.nanoTime() - start) / 1e3, kernel.name()));
    }
  }

  /**
   * Returns the size of the plan's memory, inputs and outputs aside, but what it shares with others
   * in an {@link Arena} included.
   *
   * @return the number of bytes
   */
  public long bytes() {
    return bytes;
  }

  /**
   * Returns roughly how much memory is the plan's alone: inputs, outputs, what it keeps from run to
   * run, and oneDNN's code.
   *
   * @return the number of bytes
   */
  public long ownBytes() {
    long own = owned.ownBytes();
    for (Kernel kernel : kernels) {
      own += kernel.bytes();
    }
    for (List<INDArray> arrays : List.of(inputs, outputs)) {
      for (INDArray array : arrays) {
        own += array.length() * array.dataType().width();
      }
    }
    return own;
  }

  /** Frees the memory: now, or when the thread that has the plan releases it. */
  @Override
  public void close() {
    for (int now = state.get(); now < CLOSING; now = state.get()) {
      if (now == FREE && state.compareAndSet(FREE, CLOSED)) {
        memory.clean();
      } else if (now == TAKEN) {
        state.compareAndSet(TAKEN, CLOSING);
      }
    }
  }
}
