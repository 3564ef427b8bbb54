package io.hornbill.engine;

import io.hornbill.engine.internal.java.CopyKernel;
import io.hornbill.engine.internal.java.FillKernel;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Topology;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Leaf;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Placeholder;
import io.hornbill.graph.internal.ops.Read;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.SoftmaxGradient;
import io.hornbill.graph.internal.ops.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns a program into kernels and their memory. */
final class Compiler {
  /** Below so many steps of arithmetic, about 50 microseconds, helpers cost more than they give. */
  private static final double SMALL = 4e6;

  /** Products of fewer steps, about 5 microseconds, are over before a helper is awake. */
  private static final double BRIEF = 250_000;

  /** So are what makes fewer elements, one step each, and reads them from memory. */
  private static final double LONG = 32_768;

  /** Counted for each result of convolution gradients, recurrent layers and the like. */
  private static final double HEAVY = 1000;

  private final Program program;
  private final List<KernelFactory> factories;
  private final Memory memory;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final List<Tensor> values;
  private final List<Node> order;
  private final Derived derived;
  private final Fusion fusion;
  private final int threads;
  private final IdentityHashMap<Node, Boolean> constant = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Integer> position = new IdentityHashMap<>();

  /** Constants and variables: kernels know addresses alone, so the plan must hold the arrays. */
  final List<INDArray> arrays = new ArrayList<>();

  /** Kernels that run once, when the plan is made. */
  final List<Kernel> once = new ArrayList<>();

  /** Kernels that run when a variable changed. */
  final List<Kernel> prepared = new ArrayList<>();

  /** Kernels that run each time. */
  final List<Kernel> kernels = new ArrayList<>();

  /** Buffers that keep their contents from run to run. */
  List<Buffer> kept() {
    return memory.kept();
  }

  /** The nodes, as they are computed. */
  List<Node> order() {
    return order;
  }

  Compiler(Program program, PlanOptions options, List<KernelFactory> factories) {
    this.program = program;
    this.factories = factories;
    Simplifier simplifier = new Simplifier(factories);
    inputs = program.inputs();
    List<Tensor> wanted = new ArrayList<>();
    program.outputs().forEach(t -> wanted.add(simplifier.simplify(t)));
    program.updates().forEach(u -> wanted.add(simplifier.simplify(u.value())));
    derived = new Derived(program.updates().isEmpty());
    List<Tensor> folded = program.updates().isEmpty() ? folded(wanted, simplifier) : wanted;
    Patterns patterns = new Patterns(factories, folded);
    List<Tensor> results = folded.stream().map(patterns::of).toList();
    outputs = results.subList(0, program.outputs().size());
    values = results.subList(outputs.size(), results.size());
    order = Topology.sort(results);
    order.forEach(derived::visit);
    fusion = new Fusion(order, results, factories, derived);
    boolean small = work(order) < SMALL || order.stream().noneMatch(Compiler::isWorthSharing);
    threads = small ? 1 : Threads.count();
    boolean lanes = order.stream().anyMatch(this::hasLanes);
    memory =
        new Memory(options.bfloat16(), lanes ? threads : 1, derived::contains, this::mayOverwrite);
  }

  private List<Tensor> folded(List<Tensor> wanted, Simplifier simplifier) {
    Folding folding = new Folding(wanted, derived);
    return wanted.stream().map(folding::of).map(simplifier::simplify).toList();
  }

  private boolean hasLanes(Node node) {
    return factories.stream().anyMatch(f -> f.lanes(node, threads) > 1);
  }

  /** Whether the plan runs on one thread, large kernels of a plan with lanes aside. */
  boolean isAlone() {
    return memory.lanes() > 1 || threads == 1;
  }

  /** Chooses kernels; afterwards the fields hold them. */
  void compile(List<INDArray> inputArrays, List<INDArray> outputArrays) {
    for (int i = 0; i < inputs.size(); i++) {
      memory.put(inputs.get(i), fixed(inputArrays.get(i)));
    }
    schedule();
    writeUpdatesInPlace();
    for (Node node : order) {
      emit(node);
    }
    List<Kernel> copies = new ArrayList<>();
    Set<Buffer> places = identitySet();
    places.addAll(variables.values());
    for (int i = 0; i < values.size(); i++) {
      Buffer target = buffer(program.updates().get(i).variable());
      places.add(target);
      Buffer value = memory.of(values.get(i));
      if (value.root() != target) {
        if (places.contains(value.root())) { // another update may come first
          Buffer old = Buffer.planned(values.get(i).spec());
          kernels.add(new CopyKernel(value, old));
          value = old;
        }
        copies.add(new CopyKernel(value, target));
      }
    }
    copyOutputs(outputArrays);
    kernels.addAll(copies);
    keepPrepared();
    reusePlaces();
  }

  /** What was prepared stays from run to run if runs read it. */
  private void keepPrepared() {
    Set<Buffer> made = identitySet();
    prepared.forEach(kernel -> kernel.writes().forEach(b -> made.add(b.root())));
    for (Kernel kernel : kernels) {
      for (Buffer buffer : kernel.reads()) {
        if (made.remove(buffer.root())) {
          memory.keep(buffer.root());
        }
      }
    }
  }

  /** The variables whose change asks for the prepared kernels. */
  List<Variable> watched() {
    return prepared.isEmpty() ? List.of() : Derived.variables(order);
  }

  /** For each kernel the output that is there after it; -1 if there is none. */
  int[] outputAfter() {
    return kernels.stream().mapToInt(kernel -> outputCopies.getOrDefault(kernel, -1)).toArray();
  }

  /** Outputs are copied as soon as they are there: {@link Plan#run(IntConsumer)} tells of them. */
  private void copyOutputs(List<INDArray> arrays) {
    IdentityHashMap<Buffer, Kernel> lastWriter = new IdentityHashMap<>();
    for (Kernel kernel : kernels) {
      kernel.writes().forEach(buffer -> lastWriter.put(buffer.root(), kernel));
    }
    IdentityHashMap<Kernel, List<Kernel>> after = new IdentityHashMap<>();
    List<Kernel> atTheEnd = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Buffer source = memory.of(outputs.get(i));
      Kernel writer = source.isFixed() ? null : lastWriter.get(source.root());
      Kernel copy = new CopyKernel(source, fixed(arrays.get(i)));
      outputCopies.put(copy, i);
      if (writer == null) {
        atTheEnd.add(copy);
      } else {
        after.computeIfAbsent(writer, w -> new ArrayList<>()).add(copy);
      }
    }
    List<Kernel> all = new ArrayList<>();
    for (Kernel kernel : kernels) {
      all.add(kernel);
      all.addAll(after.getOrDefault(kernel, List.of()));
    }
    kernels.clear();
    kernels.addAll(all);
    kernels.addAll(atTheEnd);
  }

  /** The kernels that copy outputs, and which. */
  private final IdentityHashMap<Kernel, Integer> outputCopies = new IdentityHashMap<>();

  private final IdentityHashMap<Variable, Buffer> variables = new IdentityHashMap<>();

  private Buffer buffer(Variable variable) {
    arrays.add(variable.value());
    return variables.computeIfAbsent(variable, v -> fixed(v.value()));
  }

  static Buffer fixed(INDArray array) {
    return Buffer.fixed(array.dataType(), array.length(), array.data().addressPointer().address());
  }

  private void schedule() {
    outputs.forEach(memory::result);
    values.forEach(memory::result);
    for (Node node : order) {
      node.inputs().forEach(t -> memory.use(t, node));
    }
    for (int i = 0; i < order.size(); i++) {
      position.put(order.get(i), i);
    }
  }

  /** The position at which a node is computed: that of its group's root. */
  private int time(Node node) {
    ElementwiseGroup anchored = fusion.anchored(node);
    ElementwiseGroup group = anchored == null ? fusion.group(node) : anchored;
    Node root = group == null ? node : group.root().node();
    return position.getOrDefault(root, 0);
  }

  /**
   * A new value is written straight into its variable if by then nobody needs the old one. What
   * reads the old value and shares its memory (reshapes, slices) counts as the variable.
   */
  private void writeUpdatesInPlace() {
    IdentityHashMap<Variable, Set<Tensor>> aliases = aliases();
    Set<Tensor> taken = identitySet();
    Set<Tensor> copied = identitySet();
    copied.addAll(outputs);
    for (int i = 0; i < values.size(); i++) {
      Tensor value = values.get(i);
      Variable variable = program.updates().get(i).variable();
      Set<Tensor> old = aliases.getOrDefault(variable, Set.of());
      ElementwiseGroup group = fusion.group(value.node());
      boolean free = group != null && taken.add(value) && !copied.contains(value);
      if (free && lastRead(old, value.node()) < time(value.node())) {
        memory.put(value, buffer(variable));
      }
    }
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** The tensors that lie in the memory of each variable. */
  private IdentityHashMap<Variable, Set<Tensor>> aliases() {
    IdentityHashMap<Variable, Set<Tensor>> aliases = new IdentityHashMap<>();
    IdentityHashMap<Tensor, Variable> owners = new IdentityHashMap<>();
    for (Node node : order) {
      Variable owner =
          node.op() instanceof Read read
              ? read.variable()
              : isAlias(node) ? owners.get(node.input(0)) : null;
      if (owner != null) {
        owners.put(node.output(0), owner);
        aliases.computeIfAbsent(owner, v -> identitySet()).add(node.output(0));
      }
    }
    return aliases;
  }

  private boolean mayOverwrite(Tensor operand, Node root) {
    ElementwiseGroup group = fusion.group(root);
    boolean own =
        !(operand.op() instanceof Leaf)
            && !isAlias(operand.node())
            && !constant.containsKey(operand.node())
            && !derived.contains(operand)
            && !memory.isResult(operand)
            && !memory.has(root.output(0))
            && memory.of(operand).root() == memory.of(operand)
            && !memory.of(operand).isFixed();
    int inside = 0;
    for (Node user : memory.users(operand)) {
      boolean same = fusion.group(user) == group;
      inside += same ? 1 : 0;
      own &= !isAlias(user) && fusion.anchored(user) != group;
      own &= same || time(user) < time(root);
    }
    return own && group != null && inside == 1;
  }

  private int lastRead(Set<Tensor> old, Node except) {
    int last = -1;
    ElementwiseGroup own = fusion.group(except);
    for (Tensor alias : old) {
      if (memory.isResult(alias)) { // copied at the end
        return Integer.MAX_VALUE;
      }
      boolean wholeShape = alias.shape().equals(except.output(0).shape());
      for (Node node : memory.users(alias)) {
        boolean sameGroup = own != null && fusion.group(node) == own;
        if (!(sameGroup && wholeShape)) {
          last = Math.max(last, time(node));
        }
      }
    }
    return last;
  }

  /** Nodes whose output is a part of the input's memory. */
  private static boolean isAlias(Node node) {
    return node.op() instanceof Reshape
        || (node.op() instanceof Slice slice
            && slice.step() == 1
            && rowsBefore(node.input(0), slice.axis()) == 1);
  }

  private static long rowsBefore(Tensor x, int axis) {
    return x.shape().slice(0, axis).size();
  }

  private void emit(Node node) {
    Op op = node.op();
    if (op instanceof Leaf) {
      leaf(node);
    } else if (isAlias(node)) {
      alias(node);
    } else {
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
    Kernel kernel = find(group);
    if (kernel == null) {
      throw missing(group.root().toString());
    }
    add(kernel, node, isConstant(node, group.leaves()));
  }

  private boolean isConstant(Node node, List<Tensor> sources) {
    boolean all = !sources.isEmpty();
    for (Tensor source : sources) {
      all &= constant.containsKey(source.node());
    }
    if (all) {
      constant.put(node, true);
    }
    return all;
  }

  private void leaf(Node node) {
    Tensor tensor = node.output(0);
    if (node.op() instanceof Read read) {
      memory.put(tensor, buffer(read.variable()));
    } else if (node.op() instanceof Constant array) {
      memory.put(tensor, fixed(array.value()));
      arrays.add(array.value());
      constant.put(node, true);
    } else if (node.op() instanceof Fill fill) {
      constant.put(node, true);
      add(new FillKernel(fill.number(), memory.of(tensor)), node, true);
    } else if (node.op() instanceof Placeholder && !memory.has(tensor)) {
      throw new IllegalArgumentException(
          "Plan: every placeholder must be an input of the program. Received: %s. Add it to the inputs."
              .formatted(node.op()));
    }
  }

  private void alias(Node node) {
    Tensor input = node.input(0);
    Tensor output = node.output(0);
    long first = 0;
    if (node.op() instanceof Slice slice) {
      first = slice.from() * input.shape().slice(slice.axis() + 1, input.rank()).size();
    }
    memory.put(output, memory.of(input).part(first, output.shape().size()));
    isConstant(node, node.inputs());
  }

  /** Makes a kernel without lanes, which in a plan with lanes uses OpenMP only if it is large. */
  private @Nullable Kernel make(List<Node> nodes, Supplier<@Nullable Kernel> maker) {
    if (memory.lanes() == 1 || work(nodes) < SMALL || nodes.stream().anyMatch(this::hasLanes)) {
      return maker.get();
    }
    List<Kernel> made = new ArrayList<>();
    Threads.with(
        threads,
        () -> {
          Kernel kernel = maker.get();
          if (kernel != null) {
            made.add(new WideKernel(kernel, threads));
          }
        });
    return made.isEmpty() ? null : made.get(0);
  }

  /** The arithmetic of each kernel; of the rest none is known. */
  private final IdentityHashMap<Kernel, Double> operations = new IdentityHashMap<>();

  /** Multiplications and additions of a kernel in one run; 0 if there are none, or unknown. */
  double operations(Kernel kernel) {
    return operations.getOrDefault(kernel, 0.0);
  }

  private void add(Kernel kernel, Node node, boolean fixed) {
    count(kernel, node);
    prepared.addAll(memory.takePrepared());
    if (fixed) {
      once.add(kernel);
      kernel.writes().forEach(memory::keep);
    } else {
      (derived.contains(node.output(0)) ? prepared : kernels).add(kernel);
    }
  }

  private void count(Kernel kernel, Node node) {
    ElementwiseGroup group = fusion.group(node);
    Node source = group == null || group.anchor() == null ? node : group.anchor();
    if (source.op() instanceof Conv || source.op() instanceof MatMul) {
      operations.put(kernel, 2 * work(List.of(source)));
    }
  }

  private Kernel kernel(Node node) {
    for (KernelFactory factory : factories) {
      Kernel kernel = make(List.of(node), () -> factory.create(node, memory));
      if (kernel != null) {
        return kernel;
      }
    }
    throw missing(node.toString());
  }

  private @Nullable Kernel find(ElementwiseGroup group) {
    Node anchor = group.anchor();
    List<Node> nodes = anchor == null ? List.of() : List.of(anchor); // the rest has lanes
    for (KernelFactory factory : factories) {
      Kernel kernel = make(nodes, () -> factory.create(group, memory));
      if (kernel != null) {
        return kernel;
      }
    }
    return null;
  }

  private static UnsupportedOperationException missing(String what) {
    return new UnsupportedOperationException(
        "Engine: every op needs a kernel. Received: %s, for which there is none. Write the op as a Composite of known ones."
            .formatted(what));
  }

  /** Lets an elementwise result take the place of an operand that is not needed any more. */
  private void reusePlaces() {
    IdentityHashMap<Buffer, Integer> lastUse = new IdentityHashMap<>();
    for (int i = 0; i < kernels.size(); i++) {
      for (Buffer buffer : kernels.get(i).reads()) {
        lastUse.put(buffer.root(), i);
      }
    }
    memory.kept().forEach(b -> lastUse.put(b.root(), Integer.MAX_VALUE));
    for (int i = 0; i < kernels.size(); i++) {
      Kernel kernel = kernels.get(i);
      Buffer target = kernel.overwritable().isEmpty() ? null : kernel.writes().get(0);
      if (target == null || target.isFixed() || target.root() != target) {
        continue;
      }
      Buffer place = place(kernel, target, lastUse, i);
      if (place != null) {
        lastUse.merge(place.root(), lastUse.getOrDefault(target, i), Math::max);
        target.become(place);
      }
    }
  }

  private static @Nullable Buffer place(
      Kernel kernel, Buffer target, IdentityHashMap<Buffer, Integer> lastUse, int now) {
    for (Buffer candidate : kernel.overwritable()) {
      Buffer root = candidate.root();
      boolean whole = root.byteSize() == target.byteSize();
      if (!root.isFixed() && whole && lastUse.getOrDefault(root, now) == now) {
        return candidate;
      }
    }
    return null;
  }

  /** Roughly how many multiplications and other steps nodes take. */
  private static double work(List<Node> nodes) {
    double total = 0;
    for (Node node : nodes) {
      double size = 0;
      for (Tensor output : node.outputs()) {
        size += output.shape().size();
      }
      total += size * stepsPerElement(node);
    }
    return total;
  }

  /** Whether a node takes so long that a helper's start is little beside it. */
  private static boolean isWorthSharing(Node node) {
    double steps = stepsPerElement(node);
    return work(List.of(node)) >= (steps == 1 ? LONG : BRIEF);
  }

  private static double stepsPerElement(Node node) {
    Op op = node.op();
    if (op instanceof MatMul product) {
      return node.input(0).dim(product.transposeA() ? -2 : -1);
    }
    if (op instanceof Conv) {
      return (double) node.input(1).shape().size() / node.input(1).dim(-1);
    }
    boolean heavy =
        node.inputs().size() > 1
            && !(op instanceof Binary)
            && !(op instanceof Concat)
            && !(op instanceof Where)
            && !(op instanceof SoftmaxGradient);
    return heavy ? HEAVY : 1;
  }

  /** The variables that the plan reads or writes and that others may use. */
  List<Variable> shared() {
    return variables.keySet().stream().filter(Variable::isShared).toList();
  }

  /** The updates, for touching their variables after a run. */
  List<Variable> written() {
    return program.updates().stream().map(Assignment::variable).toList();
  }
}
