package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.ChannelBlocks;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.Relaid;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which images lie in {@link ChannelBlocks}, for programs that update nothing. Nodes that have
 * kernels for blocks and hand images to each other form a region. A region works in blocks if its
 * convolutions are worth the copies at its borders, where images come from other nodes or go to
 * them: these copies are nodes of their own, {@link Relaid}. All other images stay channels last.
 */
final class Blocking {
  /**
   * Steps of arithmetic of convolutions for which it pays to copy one element: blocks save about a
   * tenth of the time of those that gain, and they make 20 steps while an element is copied.
   */
  private static final double WORTH = 200;

  /** Depthwise convolutions take longer for each step, since they wait for memory. */
  private static final double DEPTHWISE = 2.5;

  private static final Set<Class<? extends Op>> GRADIENTS =
      Set.of(ConvKernel.class, ConvKernelBias.class, PoolGradient.class, CompositeGradient.class);

  private final List<KernelFactory> factories;
  private final Derived derived;
  private final IdentityHashMap<Node, Region> regions = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> relaid = new IdentityHashMap<>();
  private final Set<Tensor> blocked = Aliases.identitySet();

  /** Nodes that hand images to each other; joined ones are known by their last parent. */
  private static final class Region {
    private @Nullable Region parent;
    private double steps;
    private double copied;

    Region root() {
      Region root = this;
      while (root.parent != null) {
        root = root.parent;
      }
      return root;
    }

    void join(Region other) {
      Region mine = root();
      Region its = other.root();
      if (mine != its) {
        mine.parent = its;
        its.steps += mine.steps;
        its.copied += mine.copied;
      }
    }

    boolean pays() {
      Region whole = root();
      return whole.steps > 0 && whole.steps >= WORTH * whole.copied;
    }
  }

  /**
   * Chooses the layouts of what some tensors depend on.
   *
   * @param wanted the tensors to compute, which stay channels last themselves
   * @param factories who makes kernels
   * @param derived knows what weights alone decide
   * @param any false for a program that updates variables: then nothing is in blocks
   */
  Blocking(Wanted wanted, List<KernelFactory> factories, Derived derived, boolean any) {
    this.factories = factories;
    this.derived = derived;
    List<Node> order = any ? wanted.order() : List.of();
    if (order.stream().noneMatch(node -> GRADIENTS.contains(node.op().getClass()))) {
      order.forEach(this::visit);
      wanted.tensors().forEach(this::leave);
      if (regions.values().stream().anyMatch(Region::pays)) {
        order.forEach(this::rewrite);
      }
    }
  }

  /** The tensor that has taken the place of a result, channels last. */
  Tensor of(Tensor result) {
    return in(false, result);
  }

  /** The images in blocks. */
  Set<Tensor> blocked() {
    return blocked;
  }

  private void visit(Node node) {
    derived.visit(node);
    if (!belongs(node)) {
      node.inputs().forEach(this::leave);
      return;
    }
    Region region = new Region();
    region.steps = isConvolution(node) ? gain(node) : 0;
    regions.put(node, region);
    for (Tensor image : ChannelBlocks.images(node)) {
      Region source = regions.get(image.node());
      if (source == null) {
        region.root().copied += image.shape().size();
      } else {
        region.join(source);
      }
    }
  }

  /** Whether a node can be in a region: regions begin with convolutions. */
  private boolean belongs(Node node) {
    return factories.stream().anyMatch(f -> f.blocks(node))
        && !derived.contains(node.output(0))
        && (isConvolution(node)
            || ChannelBlocks.images(node).stream().anyMatch(t -> regions.containsKey(t.node())));
  }

  private static boolean isConvolution(Node node) {
    return node.op().getClass() == Conv.class;
  }

  /**
   * Steps of a convolution whose time blocks shorten; less than nothing for dense windows of
   * several pixels, whose time they lengthen by as much.
   */
  private static double gain(Node node) {
    Shape kernel = node.input(1).shape();
    double steps = Work.of(List.of(node));
    boolean depthwise = ((Conv) node.op()).groups() > 1 && kernel.dim(2) == 1;
    boolean pointwise = kernel.dim(0) * kernel.dim(1) == 1;
    return depthwise ? DEPTHWISE * steps : pointwise ? steps : -steps;
  }

  /** Counts what somebody reads channels last. */
  private void leave(Tensor image) {
    Region region = ChannelBlocks.fits(image) ? regions.get(image.node()) : null;
    if (region != null) {
      region.root().copied += image.shape().size();
    }
  }

  private void rewrite(Node node) {
    Region region = regions.get(node);
    boolean inBlocks = region != null && region.pays();
    List<Tensor> images = inBlocks ? ChannelBlocks.images(node) : List.of();
    List<Tensor> inputs = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      inputs.add(in(images.contains(input), input));
    }
    Node now =
        inputs.equals(node.inputs())
            ? node
            : Node.ownedBy(node.owner(), () -> Node.of(node.op(), inputs));
    for (int i = 0; i < node.outputs().size(); i++) {
      replaced.put(node.output(i), now.output(i));
    }
    if (inBlocks && ChannelBlocks.fits(now.output(0))) {
      blocked.add(now.output(0));
    }
  }

  /** What a tensor is now, in one of the layouts. */
  private Tensor in(boolean blocks, Tensor old) {
    Tensor now = replaced.getOrDefault(old, old);
    if (blocked.contains(now) == blocks) {
      return now;
    }
    Tensor copy = relaid.computeIfAbsent(now, image -> Node.apply(new Relaid(blocks), image));
    if (blocks) {
      blocked.add(copy);
    }
    return copy;
  }
}
