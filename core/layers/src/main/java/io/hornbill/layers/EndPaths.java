package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an input or an output stands within the maps and lists that a model takes or gives, as one
 * text: its keys with a character between them that keys do not have; places in lists begin with
 * another such character. Sorted texts are in the order in which Keras takes maps apart.
 */
final class EndPaths {
  private static final String WITHIN = "\u001F";
  private static final String PLACE = "\u001E";
  private static final Pattern SHOWN_PLACE = Pattern.compile(PLACE + "0*(?=\\d)");

  private EndPaths() {}

  /** How users write a path: {@code "image/left"}. */
  static String name(String path) {
    return SHOWN_PLACE.matcher(path).replaceAll("").replace(WITHIN, "/");
  }

  /** The path that users write as a name, {@code "image/left"}. */
  static String path(String name) {
    return name.replace("/", WITHIN);
  }

  /**
   * Takes maps and lists apart as Keras does, maps in the order of their keys.
   *
   * @param ends one end, or maps and lists of ends
   * @param isEnd tells an end
   * @return the ends by their paths, sorted; the path of one alone is empty
   */
  static Map<String, Object> flat(@Nullable Object ends, Predicate<Object> isEnd) {
    Map<String, Object> found = new TreeMap<>();
    walk("", ends, isEnd, found);
    return found;
  }

  private static void walk(
      String path, @Nullable Object ends, Predicate<Object> isEnd, Map<String, Object> found) {
    if (ends == null) {
      return;
    }
    if (isEnd.test(ends)) {
      found.put(path, ends);
      return;
    }
    String before = path.isEmpty() ? "" : path + WITHIN;
    if (ends instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        walk(before + PLACE + String.format(Locale.ROOT, "%04d", i), list.get(i), isEnd, found);
      }
      return;
    }
    if (!(ends instanceof Map<?, ?> || ends instanceof Config)) {
      throw Fault.of("Model")
          .expected("inputs and outputs must be tensors, or maps or lists of them")
          .received(ends)
          .remedy("Correct it.")
          .argument();
    }
    map(ends).forEach((key, one) -> walk(before + key, one, isEnd, found));
  }

  private static Map<String, @Nullable Object> map(@Nullable Object ends) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (ends instanceof Map<?, ?> given) {
      given.forEach((key, one) -> map.put(String.valueOf(key), one));
    } else if (ends instanceof Config config) {
      config.asMap().forEach(map::put);
    }
    return map;
  }

  /** The paths of the ends of a model of maps; empty for one end, or lists of ends. */
  static List<String> of(Map<String, Object> flat) {
    boolean hasMaps =
        flat.keySet().stream()
            .flatMap(path -> Arrays.stream(path.split(WITHIN, -1)))
            .anyMatch(part -> !part.isEmpty() && !part.startsWith(PLACE));
    return hasMaps ? List.copyOf(flat.keySet()) : List.of();
  }

  /**
   * Arranges ends as their paths say.
   *
   * @param paths the paths
   * @param ends as many ends
   * @return maps and lists of them
   */
  static Object arranged(List<String> paths, List<?> ends) {
    if (paths.size() == 1 && paths.get(0).isEmpty()) {
      return ends.get(0);
    }
    Map<String, List<String>> rests = new LinkedHashMap<>();
    Map<String, List<Object>> groups = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      int end = paths.get(i).indexOf(WITHIN);
      String first = end < 0 ? paths.get(i) : paths.get(i).substring(0, end);
      rests
          .computeIfAbsent(first, key -> new ArrayList<>())
          .add(end < 0 ? "" : paths.get(i).substring(end + 1));
      groups.computeIfAbsent(first, key -> new ArrayList<>()).add(ends.get(i));
    }
    Config map = new Config();
    List<Object> list = new ArrayList<>();
    groups.forEach(
        (first, group) -> {
          Object inner = arranged(rests.getOrDefault(first, List.of()), group);
          map.with(first, inner);
          list.add(inner);
        });
    return paths.get(0).startsWith(PLACE) ? list : map;
  }
}
