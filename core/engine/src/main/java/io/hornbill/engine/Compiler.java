package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.Prepared;
import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.engine.internal.kernel.Tiles;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns a program into kernels and their memory: schedule, fuse, place, emit, deliver. */
final class Compiler {
  private final Schedule schedule;
  private final Fusion fusion;
  private final Memory memory;
  private final Placement placement;
  private final Emission emission;
  private final Delivery delivery;
  private final int threads;
  private Preparing preparing = new Preparing(List.of(), List.of());

  Compiler(Schedule schedule, PlanOptions options, List<KernelFactory> factories) {
    this.schedule = schedule;
    fusion = new Fusion(schedule, factories);
    placement = new Placement(schedule, fusion);
    int cores = options.alone() ? 1 : Threads.count();
    boolean shares = Work.isWorthSharing(schedule.order());
    threads = shares ? cores : 1;
    boolean lanes =
        shares
            ? Work.hasLanes(schedule.order(), factories, cores)
            : schedule.program().updates().isEmpty()
                && Work.hasParts(schedule.order(), factories, cores);
    Set<Node> constants = Aliases.identitySet();
    memory =
        new Memory(
            options.arena() == null ? new Tiles() : options.arena().tiles(),
            options.arena() == null ? new Tiles() : options.arena().tilesAside(),
            options.bfloat16(),
            lanes ? cores : 1,
            schedule.derived()::contains,
            schedule.blocked()::contains,
            (operand, root) -> mayOverwrite(operand, root, constants));
    if (options.recomputed() != null) {
      memory.brief(written());
    }
    Joining joining = new Joining(schedule, memory);
    Set<Node> aside = !shares && cores > 1 ? Aside.of(schedule, fusion) : Set.of();
    emission =
        new Emission(schedule, fusion, factories, memory, joining, threads, constants, aside);
    delivery = new Delivery(schedule, memory, emission);
  }

  private boolean mayOverwrite(Tensor operand, Node root, Set<Node> constants) {
    return placement.mayOverwrite(operand, root, memory, constants);
  }

  /** Whether the plan runs on one thread, large kernels of a plan with lanes aside. */
  boolean isAlone() {
    return memory.lanes() > 1 || threads == 1;
  }

  /** Chooses kernels; afterwards the lists have them. */
  void compile(List<INDArray> inputArrays, List<INDArray> outputArrays) {
    put(schedule.program().inputs(), inputArrays.stream().map(Emission::fixed).toList());
    emit();
    delivery.deliver(outputArrays);
    Preparing found = new Preparing(emission.prepared, emission.kernels);
    Placement.reuse(emission.kernels, memory, found.results());
    preparing = found;
  }

  /** Chooses kernels that read and write where they are told, and update nothing. */
  void compileBetween(List<Buffer> inputs, List<Buffer> outputs) {
    put(schedule.program().inputs(), inputs);
    put(schedule.outputs(), outputs);
    emit();
    Placement.reuse(emission.kernels, memory, Set.of());
  }

  private void put(List<Tensor> tensors, List<Buffer> buffers) {
    for (int i = 0; i < tensors.size(); i++) {
      memory.put(tensors.get(i), buffers.get(i));
    }
  }

  private void emit() {
    schedule.results().forEach(memory::result);
    for (Node node : schedule.order()) {
      node.inputs().forEach(t -> memory.use(t, node));
    }
    placement.writeUpdatesInPlace(memory, emission::buffer);
    schedule.order().forEach(emission::emit);
  }

  /** The nodes, as they are computed. */
  List<Node> order() {
    return schedule.order();
  }

  /** Constants and variables: kernels know addresses alone, so the plan must hold the arrays. */
  List<INDArray> arrays() {
    return emission.arrays;
  }

  /** Kernels that run once, when the plan is made. */
  List<Kernel> once() {
    return emission.once;
  }

  /** Kernels that run when a variable changed. */
  List<Kernel> prepared() {
    return emission.prepared.stream().map(Prepared::kernel).toList();
  }

  /** What these kernels make. */
  Preparing preparing() {
    return preparing;
  }

  /** Kernels that run each time. */
  List<Kernel> kernels() {
    return emission.kernels;
  }

  /** Those of {@link #kernels()} that may run aside. */
  Set<Kernel> aside() {
    return emission.aside;
  }

  /** Buffers that keep their contents from run to run. */
  List<Buffer> kept() {
    return memory.kept();
  }

  /** The variables whose change asks for the prepared kernels. */
  List<Variable> watched() {
    return emission.prepared.isEmpty() ? List.of() : Derived.variables(schedule.order());
  }

  /** For each kernel the output that is there after it; -1 if there is none. */
  int[] outputAfter() {
    return delivery.outputAfter();
  }

  /** Multiplications and additions of a kernel in one run; 0 if there are none, or unknown. */
  double operations(Kernel kernel) {
    return emission.operations(kernel);
  }

  /** The variables that the plan reads or writes and that others may use. */
  List<Variable> shared() {
    return emission.variables.keySet().stream().filter(Variable::isShared).toList();
  }

  /** The updates, for touching their variables after a run. */
  List<Variable> written() {
    return schedule.program().updates().stream().map(Assignment::variable).toList();
  }
}
