package io.hornbill.engine.internal.kernel;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Narrow;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Reshape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the tensors of a plan are, and what its kernels know of each other. */
public final class Memory {
  private final IdentityHashMap<Tensor, Buffer> buffers = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Map<Class<?>, Object>> handed = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, List<Node>> users = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Boolean> results = new IdentityHashMap<>();
  private final List<Buffer> kept = new ArrayList<>();
  private final boolean bfloat16;
  private final int lanes;
  private final Predicate<Tensor> derived;
  private final Predicate<Tensor> blocked;
  private final BiPredicate<Tensor, Node> overwritable;
  private final List<Prepared> prepared = new ArrayList<>();
  private final Set<Variable> brief = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Tiles tiles;
  private final Tiles tilesAside;
  private final Map<Object, Object> shared = new HashMap<>();
  private final Map<Object, Object> sharedAside = new HashMap<>();
  private boolean aside;

  /**
   * Makes an empty memory.
   *
   * @param tiles what Java kernels share
   * @param tilesAside what those share that run {@linkplain SideLane aside}
   * @param bfloat16 whether products may be computed from operands rounded to bfloat16
   * @param lanes how many {@link Lanes} kernels may have, 1 for none
   * @param derived says which tensors weights alone decide, in a plan that updates nothing
   * @param blocked says which images lie in {@link ChannelBlocks}
   * @param overwritable says which tensor a node's kernel may overwrite, since nobody needs it then
   */
  public Memory(
      Tiles tiles,
      Tiles tilesAside,
      boolean bfloat16,
      int lanes,
      Predicate<Tensor> derived,
      Predicate<Tensor> blocked,
      BiPredicate<Tensor, Node> overwritable) {
    this.tiles = tiles;
    this.tilesAside = tilesAside;
    this.bfloat16 = bfloat16;
    this.lanes = lanes;
    this.derived = derived;
    this.blocked = blocked;
    this.overwritable = overwritable;
  }

  /**
   * Says whether weights alone decide a tensor, so that what is made of it lasts until a variable
   * changes.
   *
   * @param tensor the tensor
   * @return true if it need not be computed in each run
   */
  public boolean isDerived(Tensor tensor) {
    return derived.test(tensor);
  }

  /**
   * Says whether an image lies in {@link ChannelBlocks}, and not channels last.
   *
   * @param tensor the image
   * @return true if kernels that read or write it must go by blocks
   */
  public boolean isBlocked(Tensor tensor) {
    return blocked.test(tensor);
  }

  /**
   * Says whether a node reads or writes an image in {@link ChannelBlocks}.
   *
   * @param node the node
   * @return true if its kernel must go by blocks
   */
  public boolean isBlocked(Node node) {
    return node.inputs().stream().anyMatch(blocked) || node.outputs().stream().anyMatch(blocked);
  }

  /**
   * Says whether the kernel that computes a node may write its result over a tensor that it reads
   * element by element.
   *
   * @param tensor what is read, of the result's type and shape
   * @param node the last of the nodes that the kernel computes
   * @return true if nobody needs the tensor afterwards, and it has a place of its own
   */
  public boolean mayOverwrite(Tensor tensor, Node node) {
    return overwritable.test(tensor, node);
  }

  /**
   * Adds a kernel that brings a {@linkplain #isDerived derived} tensor into another form when a
   * variable changed.
   *
   * @param kernel the kernel
   * @param tensor what it reads
   * @param form how its result differs from the tensor; equal forms mean equal bytes
   */
  public void prepare(Kernel kernel, Tensor tensor, Object form) {
    prepared.add(new Prepared(kernel, tensor, form));
  }

  /**
   * Hands over what was given to {@link #prepare} since the last call.
   *
   * @return the kernels, in their order
   */
  public List<Prepared> takePrepared() {
    List<Prepared> taken = List.copyOf(prepared);
    prepared.clear();
    return taken;
  }

  /**
   * Returns the arrays that the Java kernels of the plan share, or those of them that run aside.
   *
   * @return the arrays
   */
  public Tiles tiles() {
    return aside ? tilesAside : tiles;
  }

  /**
   * Returns what equal kernels have in common that run one after the other, so that it stays in the
   * caches, however many they are.
   *
   * @param key decides what it is
   * @param maker makes it for the first of them
   * @param <T> its type, the same for equal keys
   * @return the same object for equal keys
   */
  @SuppressWarnings("unchecked") // by equal keys
  public <T> T shared(Object key, Supplier<T> maker) {
    return (T) (aside ? sharedAside : shared).computeIfAbsent(key, k -> maker.get());
  }

  /**
   * Says where the kernels run that are made from now on.
   *
   * @param on whether in a {@link SideLane}, aside
   */
  public void aside(boolean on) {
    aside = on;
  }

  /**
   * Returns how many {@link Lanes} kernels may have.
   *
   * @return the number, 1 for none
   */
  public int lanes() {
    return lanes;
  }

  /**
   * Says whether products may be computed from operands rounded to bfloat16.
   *
   * @return true in mixed precision
   */
  public boolean bfloat16() {
    return bfloat16;
  }

  /**
   * Returns the buffer of a tensor.
   *
   * @param tensor the tensor
   * @return its buffer, made by the first call
   */
  public Buffer of(Tensor tensor) {
    return buffers.computeIfAbsent(tensor, Memory::planned);
  }

  private static Buffer planned(Tensor tensor) {
    return isNarrow(tensor)
        ? Buffer.bytes(Short.BYTES * tensor.shape().size())
        : Buffer.planned(tensor.spec());
  }

  /**
   * Says whether the elements of a tensor are of two bytes.
   *
   * @param tensor the tensor
   * @return true for what {@link Narrow} makes, also in another shape and pooled
   */
  public static boolean isNarrow(Tensor tensor) {
    Tensor source = tensor;
    while (source.op().getClass() == Reshape.class || source.op().getClass() == Pool.class) {
      source = source.node().input(0);
    }
    return source.op().getClass() == Narrow.class;
  }

  /**
   * Says whether a node reads or writes elements of two bytes.
   *
   * @param node the node
   * @return true if only a family that {@link KernelFactory#hasNarrow} makes its kernel
   */
  public static boolean isNarrow(Node node) {
    return node.inputs().stream().anyMatch(Memory::isNarrow)
        || node.outputs().stream().anyMatch(Memory::isNarrow);
  }

  /**
   * Says where a tensor is.
   *
   * @param tensor the tensor
   * @param buffer its buffer
   */
  public void put(Tensor tensor, Buffer buffer) {
    buffers.put(tensor, buffer);
  }

  /**
   * Says whether it is known where a tensor is.
   *
   * @param tensor the tensor
   * @return true after {@link #put} or {@link #of}
   */
  public boolean has(Tensor tensor) {
    return buffers.containsKey(tensor);
  }

  /**
   * Says which variables have other contents in each run, so that forms of them that are kept from
   * run to run would only take memory.
   *
   * @param variables those that the plan changes, if it is to need little memory
   */
  public void brief(Collection<Variable> variables) {
    brief.addAll(variables);
  }

  /**
   * Says whether other forms of a variable are made wherever they are read, and kept nowhere.
   *
   * @param variable the variable
   * @return true if it was given to {@link #brief}
   */
  public boolean isBrief(Variable variable) {
    return brief.contains(variable);
  }

  /**
   * Lets a buffer keep its contents from run to run.
   *
   * @param buffer the buffer
   */
  public void keep(Buffer buffer) {
    kept.add(buffer);
  }

  /**
   * Returns the buffers that keep their contents from run to run.
   *
   * @return the buffers
   */
  public List<Buffer> kept() {
    return kept;
  }

  /**
   * Says that a node reads a tensor.
   *
   * @param tensor the tensor
   * @param user the node
   */
  public void use(Tensor tensor, Node user) {
    users.computeIfAbsent(tensor, t -> new ArrayList<>()).add(user);
  }

  /**
   * Returns the nodes that read a tensor.
   *
   * @param tensor the tensor
   * @return the nodes
   */
  public List<Node> users(Tensor tensor) {
    return users.getOrDefault(tensor, List.of());
  }

  /**
   * Says that a tensor is wanted by the program itself.
   *
   * @param tensor the tensor
   */
  public void result(Tensor tensor) {
    results.put(tensor, true);
  }

  /**
   * Says whether a tensor is wanted by the program itself, whatever its {@link #users} are.
   *
   * @param tensor the tensor
   * @return true if it is an output or the new value of a variable
   */
  public boolean isResult(Tensor tensor) {
    return results.containsKey(tensor);
  }

  /**
   * Hands something to the kernel of a later node, such as the workspace of a forward pass.
   *
   * @param tensor what it belongs to
   * @param thing the thing, of a class that one kernel passes on and others ask for
   */
  public void hand(Tensor tensor, Object thing) {
    handed.computeIfAbsent(tensor, t -> new HashMap<>()).put(thing.getClass(), thing);
  }

  /**
   * Returns what an earlier kernel handed over.
   *
   * @param tensor what it belongs to
   * @param kind its class
   * @param <T> the type
   * @return the thing; null if nothing of that class was handed over
   */
  public <T> @Nullable T handed(Tensor tensor, Class<T> kind) {
    return kind.cast(handed.getOrDefault(tensor, Map.of()).get(kind));
  }
}
