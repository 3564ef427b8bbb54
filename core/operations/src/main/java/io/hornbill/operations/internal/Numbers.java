package io.hornbill.operations.internal;

import java.util.Set;

/** What comes of an operation, which says what is rounded where numbers have two bytes. */
public enum Numbers {
  /** Each step of it is an operation of the type of its inputs. */
  STEPS,
  /** It is computed in four bytes, and has the type of its inputs. */
  RESULT,
  /** Its inputs' elements in another order or number. */
  MOVED,
  /** Places, counts and truth values, of whatever inputs. */
  WHOLE;

  private static final Set<String> PLACES =
      Set.of(
          "All",
          "Any",
          "Argmax",
          "Argmin",
          "Argpartition",
          "Argsort",
          "CountNonzero",
          "Digitize",
          "Histogram",
          "InTopK",
          "Nanargmax",
          "Nanargmin",
          "Ndim",
          "SearchSorted",
          "Size");
  private static final Set<String> CHOICES = Set.of("Select", "Where", "Nextafter");

  private static Numbers current = RESULT;

  /**
   * Registers operations that are of this kind, but for those that are known to be of another; one
   * thread at a time.
   *
   * @param registrations register them
   */
  public void all(Runnable... registrations) {
    current = this;
    for (Runnable registration : registrations) {
      registration.run();
    }
  }

  /**
   * Returns of which kind an operation is that is registered now.
   *
   * @param className Keras' class
   * @return the kind
   */
  public static Numbers of(String className) {
    if (CHOICES.contains(className)) {
      return RESULT;
    }
    return PLACES.contains(className) ? WHOLE : current;
  }
}
