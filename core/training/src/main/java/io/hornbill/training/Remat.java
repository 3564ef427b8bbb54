package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.engine.PlanOptions;
import io.hornbill.graph.Node;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rematerialization: which results of the way to the loss are computed a second time when gradients
 * need them, in the place of being kept until then. Training needs less memory and more time; its
 * numbers stay the same, random ones included.
 *
 * <p>It is chosen in {@code compile}, where Keras has {@code RematScope}:
 *
 * <pre>{@code
 * model.compile(c -> c.optimizer("adam").loss("mse").remat(Remat.full()));
 * }</pre>
 *
 * <p>What may be computed a second time is so only where the largest memory of a step gets smaller
 * by it. Where few numbers pass from one part of the network to the next, they are kept, so that
 * one part after the other is computed again; and so is what takes long to compute for its size, as
 * far as there is room for it. Chen et al., <a href="https://arxiv.org/abs/1604.06174">Training
 * Deep Nets with Sublinear Memory Cost</a>, is the first of this kind.
 *
 * <p>In steps of the user's own it is the way to the loss that is reported first.
 */
public final class Remat {
  private static final Remat NONE = new Remat(network -> null);

  private final Function<Network, @Nullable Predicate<Node>> choice;

  private Remat(Function<Network, @Nullable Predicate<Node>> choice) {
    this.choice = choice;
  }

  /**
   * Returns the choice of nothing, which is the default: all is computed once.
   *
   * @return the choice
   */
  public static Remat none() {
    return NONE;
  }

  /**
   * Returns the choice of all results, Keras' {@code mode="full"}.
   *
   * @return the choice
   */
  public static Remat full() {
    return new Remat(network -> node -> true);
  }

  /**
   * Returns the choice of what is computed quickly: activation functions, and with them
   * normalizations, dropout, poolings, sums. Matrix products, convolutions and recurrent layers are
   * computed once. It is Keras' {@code mode="activations"}, which takes nothing but the activation
   * functions of layers.
   *
   * @return the choice
   */
  public static Remat activations() {
    return new Remat(network -> PlanOptions.CHEAP);
  }

  /**
   * Returns the choice of large results, Keras' {@code mode="larger_than"}.
   *
   * @param elements more than so many numbers for each row of the batch; Keras' default is 1024
   * @return the choice
   * @throws IllegalArgumentException if the number is negative
   */
  public static Remat largerThan(long elements) {
    if (elements < 0) {
      throw Fault.of("Remat")
          .expected("elements must be at least 0")
          .received(elements)
          .remedy("Give the number from which on results are computed again, such as 1024.")
          .argument();
    }
    return new Remat(network -> node -> isLarger(node, elements));
  }

  private static boolean isLarger(Node node, long elements) {
    return node.outputs().stream()
        .anyMatch(t -> t.rank() > 0 && t.shape().size() > elements * t.dim(0));
  }

  /**
   * Returns the choice of what some layers compute, Keras' {@code mode="list_of_layers"}.
   *
   * @param names the names of the layers; what is inside of them is theirs
   * @return the choice; compiling fails if the model has no such layer
   * @throws IllegalArgumentException if there are none
   */
  public static Remat layers(String... names) {
    List<String> wanted = List.of(names);
    if (wanted.isEmpty()) {
      throw Fault.of("Remat")
          .expected("layers must name at least one layer")
          .received("none")
          .remedy("Name some, or use Remat.full() for all.")
          .argument();
    }
    return new Remat(
        network -> {
          Set<Object> chosen = among(network, wanted);
          return node -> chosen.contains(node.owner());
        });
  }

  private static Set<Object> among(Network network, List<String> names) {
    Set<Object> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<String> known = new ArrayList<>();
    List<String> found = new ArrayList<>();
    network.sublayers().forEach(layer -> visit(layer, names, false, chosen, known, found));
    for (String name : names) {
      if (!found.contains(name)) {
        throw Fault.of("Model \"%s\"", network.name())
            .expected("Remat.layers must name layers of the model")
            .received("\"%s\"", name)
            .remedy("Choose among %s.", known)
            .argument();
      }
    }
    return chosen;
  }

  private static void visit(
      Layer layer,
      List<String> names,
      boolean inside,
      Set<Object> chosen,
      List<String> known,
      List<String> found) {
    known.add(layer.name());
    boolean named = names.contains(layer.name());
    if (named) {
      found.add(layer.name());
    }
    if (named || inside) {
      chosen.add(layer);
    }
    for (Layer inner : layer.sublayers()) {
      visit(inner, names, named || inside, chosen, known, found);
    }
  }

  /** Which nodes of a network's graphs may be computed a second time; null for none. */
  @Nullable Predicate<Node> nodes(Network network) {
    return choice.apply(network);
  }
}
