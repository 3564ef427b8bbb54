package io.hornbill.graph.internal;

import io.hornbill.base.Fault;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes graphs for those who stand below the engine, which provides it: layers and losses that
 * are called on arrays, and metrics that are updated by hand.
 */
public interface GraphRunner {
  /** A graph that is ready to be computed, by one thread at a time. */
  @FunctionalInterface
  interface Ready {
    /**
     * Computes the outputs and updates the variables.
     *
     * @param arrays one per input, of its shape
     * @return the outputs, which the caller keeps
     */
    List<INDArray> run(List<INDArray> arrays);
  }

  /**
   * Prepares a graph. Its memory is freed when nobody refers to what is returned.
   *
   * @param inputs the placeholders, of known shapes
   * @param outputs what is wanted
   * @param updates what variables become
   * @return the graph, ready to be computed
   */
  Ready prepare(List<Tensor> inputs, List<Tensor> outputs, List<Assignment> updates);

  /**
   * Finds the engine.
   *
   * @return what computes graphs
   * @throws IllegalStateException if there is none on the class path
   */
  static GraphRunner present() {
    GraphRunner known = Present.runner;
    if (known == null) {
      known =
          ServiceLoader.load(GraphRunner.class)
              .findFirst()
              .orElseThrow(
                  () ->
                      Fault.of("Hornbill")
                          .expected("an engine must be on the class path")
                          .received("none in META-INF/services")
                          .remedy("Depend on hornbill, and merge services in a jar of everything.")
                          .state());
      Present.runner = known;
    }
    return known;
  }

  /**
   * The graphs that were used last, by what they are for; not for several threads at once.
   *
   * @param <K> what tells them apart
   */
  final class Recent<K> {
    private final int most;
    private final Map<K, Ready> graphs = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Makes an empty one.
     *
     * @param most how many graphs are kept
     */
    public Recent(int most) {
      this.most = most;
    }

    /**
     * Returns a graph, prepared anew if it was not used lately.
     *
     * @param key what it is for
     * @param maker prepares it
     * @return the graph
     */
    public Ready get(K key, Function<K, Ready> maker) {
      Ready ready = graphs.get(key);
      if (ready == null) {
        ready = maker.apply(key);
        graphs.put(key, ready);
        if (graphs.size() > most) {
          graphs.remove(graphs.keySet().iterator().next());
        }
      }
      return ready;
    }
  }

  /** What was found. */
  final class Present {
    private static volatile @Nullable GraphRunner runner;

    private Present() {}
  }
}
