package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import io.hornbill.operations.KerasOps;
import io.hornbill.operations.Operation;
import io.hornbill.operations.Operations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The functions of {@code KerasOps} make the operations that those of Keras 3.15.1 make of the same
 * arguments ({@code make_keras_ops.py}).
 */
class KerasOpsTest {
  /** Registered, since files of some versions name them; no function of 3.15.1 makes them. */
  private static final Set<String> WITHOUT_FUNCTION = Set.of("Abs", "Conj");

  private static final Object NO = new Object();

  private final Map<Integer, Tensor> tensors = new HashMap<>();

  private static Config recorded() throws IOException {
    byte[] packed = Fixtures.resource("saving/operations/keras-ops.json.gz");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "keras-ops");
    }
  }

  private static String camel(String snake) {
    StringBuilder name = new StringBuilder();
    for (String part : snake.substring(snake.indexOf('.') + 1).split("_", -1)) {
      String first = name.isEmpty() ? part.substring(0, 1) : part.substring(0, 1).toUpperCase();
      name.append(first).append(part.substring(1));
    }
    return name.toString();
  }

  private static List<Method> methods(boolean image, String name) {
    Class<?> type = image ? KerasOps.Image.class : KerasOps.class;
    return Arrays.stream(type.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals(name))
        .toList();
  }

  private static boolean isOfKerasOps(Method method) {
    return method.getDeclaringClass().getPackage() == KerasOps.class.getPackage();
  }

  @Test
  void everyOperationHasAFunctionOfKerasName() throws IOException {
    Map<String, Object> functions = Objects.requireNonNull(recorded().config("functions")).asMap();
    Set<String> missing = new TreeSet<>();
    Set<Object> made = new HashSet<>();
    functions.forEach(
        (name, className) -> {
          made.add(className);
          boolean there = !methods(name.startsWith("image."), camel(name)).isEmpty();
          if (Operations.contains(String.valueOf(className)) && !there) {
            missing.add(name);
          }
        });
    Set<String> without = new TreeSet<>(Operations.names());
    without.removeAll(made);

    assertThat(missing).isEmpty();
    assertThat(without).isEqualTo(new TreeSet<>(WITHOUT_FUNCTION));
  }

  @Test
  void everyParameterArrivesWhereKerasPutsIt() throws Exception {
    SoftAssertions all = new SoftAssertions();
    Set<Method> tried = new HashSet<>();
    for (Object one : recorded().list("cases")) {
      Map<?, ?> call = (Map<?, ?>) one;
      String function = String.valueOf(call.get("function"));
      tensors.clear();
      List<?> args = (List<?>) Objects.requireNonNull(call.get("args"));
      int found = 0;
      for (Method method : methods(function.startsWith("image."), camel(function))) {
        Object[] given = isOfKerasOps(method) ? arguments(method, args) : null;
        if (given != null) {
          found++;
          tried.add(method);
          method.setAccessible(true);
          all.assertThatCode(
                  () -> assertThat(said(method.invoke(null, given))).isEqualTo(expected(call)))
              .as("%s%s", function, args)
              .doesNotThrowAnyException();
        }
      }
      all.assertThat(found).as("functions for %s%s", function, args).isEqualTo(1);
    }
    List<Method> declared = new ArrayList<>();
    for (Class<?> type : List.of(KerasOps.class, KerasOps.Image.class)) {
      Arrays.stream(type.getMethods())
          .filter(m -> Modifier.isStatic(m.getModifiers()) && isOfKerasOps(m))
          .forEach(declared::add);
    }
    all.assertThat(declared).hasSizeGreaterThan(430).allMatch(tried::contains);
    all.assertAll();
  }

  private static Map<String, Object> expected(Map<?, ?> call) {
    return sorted(
        String.valueOf(call.get("class")), call.get("config"), call.get("call"), call.get("named"));
  }

  private static Map<String, Object> sorted(
      String className, Object settings, Object args, Object named) {
    Map<String, Object> result = new TreeMap<>();
    result.put("class", className);
    result.put("settings", settings);
    result.put("args", args);
    result.put("named", named);
    result.replaceAll((key, value) -> alike(value));
    return result;
  }

  /** Numbers as doubles, and maps in the order of their names. */
  private static Object alike(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(KerasOpsTest::alike).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> result = new TreeMap<>();
      map.forEach((key, one) -> result.put(String.valueOf(key), alike(one)));
      return result.containsKey("id") ? "tensor " + result.get("id") : result;
    }
    return String.valueOf(value);
  }

  private Map<String, Object> said(Object made) {
    Tensor tensor = made instanceof List<?> list ? (Tensor) list.get(0) : (Tensor) made;
    Node node = tensor.node();
    Operation operation = (Operation) node.op();
    return sorted(
        operation.className(),
        operation.settings().asMap(),
        named(operation.args(), node),
        named(operation.named(), node));
  }

  private Object named(Object value, Node node) {
    if (value instanceof Operation.Slot slot) {
      Tensor input = node.inputs().get(slot.input());
      return tensors.entrySet().stream()
          .filter(entry -> entry.getValue().equals(input))
          .map(entry -> Map.of("id", entry.getKey()))
          .findFirst()
          .orElseThrow();
    }
    if (value instanceof List<?> list) {
      List<Object> result = new ArrayList<>();
      list.forEach(one -> result.add(named(one, node)));
      return result;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> result = new HashMap<>();
      map.forEach((key, one) -> result.put(key, named(one, node)));
      return result;
    }
    return value;
  }

  /** The recorded arguments as a method takes them; null if it takes others. */
  private Object[] arguments(Method method, List<?> args) {
    if (method.getParameterCount() != args.size()) {
      return null;
    }
    Object[] result = new Object[args.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = as(method.getParameterTypes()[i], args.get(i));
      if (result[i] == NO) {
        return null;
      }
    }
    return result;
  }

  private Object as(Class<?> type, Object value) {
    if (value == null) {
      return type.isPrimitive() ? NO : null;
    }
    boolean tensor = value instanceof Map<?, ?> map && map.containsKey("id");
    if (type == TensorLike.class) {
      return tensor ? tensor((Map<?, ?>) value) : NO;
    }
    if (type == Map.class) {
      return value instanceof Map<?, ?> && !tensor ? value : NO;
    }
    if (value instanceof List<?> list) {
      return list(type, list);
    }
    boolean same =
        (type == int.class || type == Integer.class) && value instanceof Integer
            || (type == double.class || type == Double.class) && value instanceof Double
            || type == boolean.class && value instanceof Boolean
            || type == String.class && value instanceof String;
    return same ? value : NO;
  }

  private Object list(Class<?> type, List<?> list) {
    if (type == int[].class && list.stream().allMatch(Integer.class::isInstance)) {
      return list.stream().mapToInt(n -> (Integer) n).toArray();
    }
    if (type == double[].class && list.stream().allMatch(Double.class::isInstance)) {
      return list.stream().mapToDouble(n -> (Double) n).toArray();
    }
    if (type == int[][].class && list.stream().allMatch(List.class::isInstance)) {
      return list.stream()
          .map(one -> (int[]) list(int[].class, (List<?>) one))
          .toArray(int[][]::new);
    }
    boolean tensors = !list.isEmpty() && list.stream().allMatch(Map.class::isInstance);
    if (tensors && (type == List.class || type == TensorLike[].class)) {
      List<Tensor> all = list.stream().map(one -> tensor((Map<?, ?>) one)).toList();
      return type == List.class ? all : all.toArray(TensorLike[]::new);
    }
    return NO;
  }

  private Tensor tensor(Map<?, ?> written) {
    Integer id = (Integer) written.get("id");
    List<?> shape = (List<?>) Objects.requireNonNull(written.get("tensor"));
    long[] dims = shape.stream().mapToLong(n -> ((Number) n).longValue()).toArray();
    return tensors.computeIfAbsent(
        id, n -> Ops.placeholder("x" + n, new Spec(DataType.FLOAT, Shape.of(dims))));
  }
}
