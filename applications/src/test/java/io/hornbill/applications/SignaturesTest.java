package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.base.Config;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each network has the options that it has in Keras 3.15.1, and no other; see {@code
 * make_signatures.py}.
 */
class SignaturesTest {
  private static List<List<String>> signatures() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SignaturesTest.class.getResourceAsStream("signatures.tsv"),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> List.of(line.split("\t"))).toList();
    }
  }

  private static Class<?> network(String name) throws ClassNotFoundException {
    return Class.forName("io.hornbill.applications." + name);
  }

  @Test
  void haveTheOptionsOfKeras() throws Exception {
    assertThat(signatures()).hasSize(40);
    for (List<String> signature : signatures()) {
      Set<String> expected =
          signature.stream()
              .skip(1)
              .map(parameter -> camelCase(parameter.substring(0, parameter.indexOf('='))))
              .collect(Collectors.toCollection(TreeSet::new));
      Method create = network(signature.get(0)).getMethod("create", Consumer.class);
      Class<?> options =
          (Class<?>)
              ((ParameterizedType) create.getGenericParameterTypes()[0])
                  .getActualTypeArguments()[0];
      Set<String> own =
          Arrays.stream(options.getMethods())
              .filter(method -> method.getDeclaringClass() != Object.class)
              .filter(method -> !Modifier.isStatic(method.getModifiers()))
              .map(Method::getName)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(own).as(signature.get(0)).isEqualTo(expected);
    }
  }

  @Test
  void makeOfKerasDefaultsWhatTheyMakeByThemselves() throws Exception {
    for (List<String> signature : signatures()) {
      String name = signature.get(0);
      Config given = new Config();
      for (String parameter : signature.subList(1, signature.size())) {
        String key = parameter.substring(0, parameter.indexOf('='));
        String value = parameter.substring(parameter.indexOf('=') + 1);
        if (!key.equals("weights") && !value.equals("None")) {
          given = given.with(key, value(value));
        }
      }
      if (!List.of(
              "MobileNet", "MobileNetV2", "MobileNetV3Small", "ConvNeXtTiny", "EfficientNetV2B0")
          .contains(name)) {
        continue; // the others have the same options and defaults, or fewer
      }
      try (Model own = ApplicationCase.create(name, new Config());
          Model keras = ApplicationCase.create(name, given)) {
        assertThat(keras.toJson()).as(name).isEqualTo(own.toJson());
      }
    }
  }

  @Test
  void haveImagesPreparedAndPredictionsDecoded() throws Exception {
    for (List<String> signature : signatures()) {
      List<String> methods = new ArrayList<>();
      for (Method method : network(signature.get(0)).getMethods()) {
        methods.add(method.getName() + method.getParameterCount());
      }
      assertThat(methods)
          .as(signature.get(0))
          .contains(
              "imagenet0",
              "preprocessInput1",
              "preprocessInput2",
              "decodePredictions1",
              "decodePredictions2");
    }
  }

  private static Object value(String text) {
    if (text.equals("True") || text.equals("False")) {
      return text.equals("True");
    }
    if (text.matches("\\d+")) {
      return Integer.valueOf(text);
    }
    return text.matches("[\\d.]+") ? (Object) Double.valueOf(text) : text;
  }

  private static String camelCase(String name) {
    String[] words = name.split("_");
    StringBuilder camel = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      camel.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return camel.toString();
  }
}
