package io.hornbill.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was proven of the shapes asked last, and what could not be. To prove something, the layers
 * are called with sizes that nobody asked for.
 *
 * @param <K> the shapes
 * @param <V> what a proof says
 */
final class Proofs<K, V> {
  private final Map<K, Optional<V>> known;

  /**
   * Knows none yet.
   *
   * @param most how many are kept
   */
  Proofs(int most) {
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Optional<V>> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * Returns what is known of some shapes.
   *
   * @param shapes the shapes
   * @param prover tries to prove it; what a layer throws that takes other sizes alone is no proof
   * @return the proof; empty if there is none
   */
  Optional<V> of(K shapes, Supplier<Optional<V>> prover) {
    synchronized (known) {
      Optional<V> found = known.get(shapes);
      if (found != null) {
        return found;
      }
    }
    Optional<V> made = prove(prover);
    synchronized (known) {
      known.put(shapes, made);
    }
    return made;
  }

  private static <V> Optional<V> prove(Supplier<Optional<V>> prover) {
    try {
      return prover.get();
    } catch (RuntimeException refused) {
      return Optional.empty();
    }
  }
}
