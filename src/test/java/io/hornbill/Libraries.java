package io.hornbill;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the library has, for the tests of its documentation. */
public final class Libraries {
  /** Made of layers, these have no settings. */
  private static final Set<String> NETWORKS = Set.of("Functional", "Model", "Sequential");

  private Libraries() {}

  /** The library's sources by the paths of their classes. */
  public static Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    for (Sources source : Sources.ofTheLibrary()) {
      String path = source.path();
      int from = path.indexOf("main/java/");
      texts.put(path.substring(from + "main/java/".length()), source.text());
    }
    return texts;
  }

  /** The kinds of parts with all registered names, each with what it makes. */
  public static Map<String, Map<String, Object>> parts() {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    Observed.kinds().forEach(kind -> all.put(kind.title(), parts(kind)));
    return all;
  }

  private static Map<String, Object> parts(Observed<?> kind) {
    Map<String, Object> parts = new TreeMap<>();
    for (String name : kind.names()) {
      if (NETWORKS.contains(name)) {
        continue;
      }
      Object part = make(kind, name);
      if (part.getClass().getName().startsWith("io.hornbill.") && !isOfTests(part)) {
        parts.put(name, part);
      }
    }
    return parts;
  }

  /** What has required settings is made with those of the table of perturbations. */
  private static Object make(Observed<?> kind, String name) {
    try {
      return kind.make(name, kind.base().apply(name));
    } catch (IllegalArgumentException e) {
      for (String part : kind.parts().toList()) {
        try {
          Object made = kind.make(name, PerturbationTest.base(kind, part));
          if (made.getClass().getSimpleName().equals(part)) {
            return made;
          }
        } catch (IllegalArgumentException other) {
          // The settings are those of another part.
        }
      }
      throw e;
    }
  }

  /** Whether a test has registered it, as a class or as a function. */
  static boolean isOfTests(Object part) {
    if (part.getClass().getSimpleName().equals("Registered")) {
      return true;
    }
    String place =
        String.valueOf(part.getClass().getProtectionDomain().getCodeSource().getLocation());
    return place.contains("test-classes") || place.endsWith("-tests.jar");
  }
}
