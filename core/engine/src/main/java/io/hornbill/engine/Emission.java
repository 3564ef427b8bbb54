package io.hornbill.engine;

import io.hornbill.base.Fault;
import io.hornbill.engine.internal.java.FillKernel;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.Prepared;
import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.InParts;
import io.hornbill.graph.internal.ops.Leaf;
import io.hornbill.graph.internal.ops.Read;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes the kernels of a schedule, node by node. */
final class Emission {
  private interface LeafEmitter {
    void emit(Emission emission, Node leaf);
  }

  private static final Map<Class<? extends Op>, LeafEmitter> LEAVES =
      Map.of(
          Read.class, Emission::read,
          Constant.class, Emission::constant,
          Fill.class, Emission::fill);

  private final Schedule schedule;
  private final Fusion fusion;
  private final List<KernelFactory> factories;
  private final Memory memory;
  private final Joining joining;
  private final int threads;
  private final Set<Node> constants;
  private final Set<Node> asideNodes;

  /** The arithmetic of each kernel; of the rest none is known. */
  private final IdentityHashMap<Kernel, Double> operations = new IdentityHashMap<>();

  final IdentityHashMap<Variable, Buffer> variables = new IdentityHashMap<>();
  final List<INDArray> arrays = new ArrayList<>();
  final List<Kernel> once = new ArrayList<>();
  final List<Prepared> prepared = new ArrayList<>();
  final List<Kernel> kernels = new ArrayList<>();
  final Set<Kernel> aside = Aliases.identitySet();

  /**
   * Makes none yet.
   *
   * @param schedule what is computed
   * @param fusion what is computed together
   * @param factories who makes kernels
   * @param memory where tensors are
   * @param joining what needs no kernel
   * @param threads how many threads wide kernels use
   * @param constants gets the nodes that are computed once
   * @param aside the nodes whose kernels run aside
   */
  Emission(
      Schedule schedule,
      Fusion fusion,
      List<KernelFactory> factories,
      Memory memory,
      Joining joining,
      int threads,
      Set<Node> constants,
      Set<Node> aside) {
    this.schedule = schedule;
    this.fusion = fusion;
    this.factories = factories;
    this.memory = memory;
    this.joining = joining;
    this.threads = threads;
    this.constants = constants;
    asideNodes = aside;
  }

  /** Where a variable is. */
  Buffer buffer(Variable variable) {
    arrays.add(variable.value());
    return variables.computeIfAbsent(variable, v -> fixed(v.value()));
  }

  static Buffer fixed(INDArray array) {
    return Buffer.fixed(array.dataType(), array.length(), array.data().addressPointer().address());
  }

  void emit(Node node) {
    View alias = Aliases.of(node);
    if (node.op() instanceof Leaf) {
      leaf(node);
    } else if (alias != null) {
      alias(node, alias);
    } else if (!joining.contains(node)) {
      ElementwiseGroup group = fusion.group(node);
      if (fusion.anchored(node) != null) {
        return; // computed together with its group
      }
      if (group == null) {
        add(kernel(node), node, isConstant(node, node.inputs()));
      } else if (group.root().node() == node) {
        emit(node, group);
      }
    }
  }

  private void emit(Node node, ElementwiseGroup group) {
    Node anchor = group.anchor();
    if (anchor != null) {
      Kernel kernel = find(group);
      if (kernel != null) {
        add(kernel, node, false);
        return;
      }
      fusion.release(anchor);
      emit(anchor);
    }
    memory.aside(asideNodes.contains(node));
    Kernel kernel = required(find(group), group.root());
    memory.aside(false);
    add(kernel, node, isConstant(node, group.leaves()));
  }

  private boolean isConstant(Node node, List<Tensor> sources) {
    boolean all = !sources.isEmpty();
    for (Tensor source : sources) {
      all &= constants.contains(source.node());
    }
    if (all) {
      constants.add(node);
    }
    return all;
  }

  private void leaf(Node node) {
    LEAVES.getOrDefault(node.op().getClass(), Emission::placeholder).emit(this, node);
  }

  private void read(Node node) {
    memory.put(node.output(0), buffer(((Read) node.op()).variable()));
  }

  private void constant(Node node) {
    INDArray value = ((Constant) node.op()).value();
    memory.put(node.output(0), fixed(value));
    arrays.add(value);
    constants.add(node);
  }

  private void fill(Node node) {
    constants.add(node);
    double number = ((Fill) node.op()).number();
    add(new FillKernel(number, memory.of(node.output(0))), node, true);
  }

  private void placeholder(Node node) {
    if (!memory.has(node.output(0))) {
      throw Fault.of("Plan")
          .expected("every placeholder must be an input of the program")
          .received(node.op())
          .remedy("Add it to the inputs.")
          .argument();
    }
  }

  private void alias(Node node, View view) {
    Tensor output = node.output(0);
    Buffer whole = memory.of(node.input(0));
    memory.put(
        output,
        Memory.isNarrow(output)
            ? whole.part(0, whole.elements())
            : whole.part(view.offset(), output.shape().size()));
    isConstant(node, node.inputs());
  }

  /**
   * Makes a kernel. In a plan with lanes, one without lanes uses OpenMP only if it is large; in
   * other plans those that are over before a helper would be done with its part use none.
   */
  private @Nullable Kernel make(List<Node> nodes, Supplier<@Nullable Kernel> maker) {
    if (memory.lanes() == 1) {
      return threads > 1 && Work.isBrief(nodes) ? with(1, maker) : maker.get();
    }
    if (Work.of(nodes) < Work.SMALL || Work.hasLanes(nodes, factories, threads)) {
      return maker.get();
    }
    Kernel kernel = with(threads, maker);
    return kernel == null ? null : new WideKernel(kernel, threads);
  }

  /** oneDNN chooses the number of threads when a primitive is made. */
  private static @Nullable Kernel with(int threads, Supplier<@Nullable Kernel> maker) {
    AtomicReference<@Nullable Kernel> made = new AtomicReference<>();
    Threads.with(threads, () -> made.set(maker.get()));
    return made.get();
  }

  /** Multiplications and additions of a kernel in one run; 0 if there are none, or unknown. */
  double operations(Kernel kernel) {
    return operations.getOrDefault(kernel, 0.0);
  }

  private void add(Kernel kernel, Node node, boolean fixed) {
    count(kernel, node);
    List<Prepared> forms = memory.takePrepared();
    if (fixed) { // so are the other forms of what it reads
      forms.forEach(form -> once(form.kernel()));
      once(kernel);
      return;
    }
    prepared.addAll(forms);
    Tensor output = node.output(0);
    if (schedule.derived().contains(output)) {
      prepared.add(new Prepared(kernel, output, Prepared.PLAIN));
    } else {
      kernels.add(kernel);
      if (asideNodes.contains(node)) {
        aside.add(kernel);
      }
    }
  }

  private void once(Kernel kernel) {
    once.add(kernel);
    kernel.writes().forEach(memory::keep);
  }

  private void count(Kernel kernel, Node node) {
    ElementwiseGroup group = fusion.group(node);
    Node source = group == null || group.anchor() == null ? node : group.anchor();
    if (Work.isProduct(source)) {
      operations.put(kernel, 2 * Work.of(List.of(source)));
    }
  }

  private Kernel kernel(Node node) {
    List<Node> nodes = List.of(node);
    Kernel kernel =
        node.op() instanceof InParts
            ? make(nodes, () -> PartsKernel.of(node, memory, factories))
            : first(nodes, factory -> factory.create(node, memory));
    return required(kernel, node);
  }

  private @Nullable Kernel find(ElementwiseGroup group) {
    Node anchor = group.anchor();
    boolean lanes = memory.lanes() > 1; // which all have that start from no product
    List<Node> nodes = lanes ? List.of() : group.nodes();
    return first(
        anchor == null ? nodes : List.of(anchor), factory -> factory.create(group, memory));
  }

  /** The kernel of the first family that has one; null if none has. */
  private @Nullable Kernel first(
      List<Node> nodes, Function<KernelFactory, @Nullable Kernel> maker) {
    for (KernelFactory factory : factories) {
      Kernel kernel = make(nodes, () -> maker.apply(factory));
      if (kernel != null) {
        return kernel;
      }
    }
    return null;
  }

  private static Kernel required(@Nullable Kernel kernel, Object what) {
    if (kernel == null) {
      throw Fault.of("Engine")
          .expected("every op needs a kernel")
          .received("%s, for which there is none", what)
          .remedy("Write the op as a Composite of known ones.")
          .unsupported();
    }
    return kernel;
  }
}
