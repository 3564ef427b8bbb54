package io.hornbill.files.internal.hdf5;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.NumericType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a group or a dataset: texts and numbers, single ones and arrays of them.
 *
 * <pre>{@code
 * String config = file.root().attributes().text("model_config");
 * List<String> names = group.attributes().texts("weight_names");
 * }</pre>
 */
public final class Hdf5Attributes {

  private final Hdf5Input input;
  private final ObjectHeader header;
  private final String path;
  private @Nullable Map<String, Attribute> attributes;

  Hdf5Attributes(Hdf5Input input, ObjectHeader header, String path) {
    this.input = input;
    this.header = header;
    this.path = path;
  }

  /**
   * Lists the attributes.
   *
   * @return their names, sorted
   * @throws ModelFormatException if they are damaged
   */
  public Set<String> names() {
    return new TreeSet<>(attributes().keySet());
  }

  /**
   * Tells whether there is an attribute.
   *
   * @param name its name
   * @return whether it is there
   * @throws ModelFormatException if the attributes are damaged
   */
  public boolean has(String name) {
    return attributes().containsKey(name);
  }

  /**
   * Reads a string.
   *
   * @param name the attribute's name
   * @return the text
   * @throws ModelFormatException if it is missing, damaged, or not a single text
   */
  public String text(String name) {
    List<String> texts = texts(name);
    if (texts.size() != 1) {
      throw unexpected("one string", texts.size() + " strings", name);
    }
    return texts.get(0);
  }

  /**
   * Reads texts.
   *
   * @param name the attribute's name
   * @return the texts; one if the attribute is a single text, none if it is empty, whatever its
   *     type
   * @throws ModelFormatException if it is missing, damaged, or does not hold texts
   */
  public List<String> texts(String name) {
    Attribute attribute = find(name);
    if (attribute.count() == 0) {
      return List.of(); // h5py makes an empty list an empty array of floats
    }
    Datatype type = attribute.type();
    if (type.kind() != Datatype.Kind.FIXED_TEXT && type.kind() != Datatype.Kind.VARIABLE_TEXT) {
      throw unexpected("texts", type.name(), name);
    }
    return input.call(
        place(name), () -> new Texts(input).decode(attribute.data(), type, attribute.count()));
  }

  /**
   * Reads a number.
   *
   * @param name the attribute's name
   * @return the number
   * @throws ModelFormatException if it is missing, damaged, or not a single number
   */
  public double number(String name) {
    double[] numbers = numbers(name);
    if (numbers.length != 1) {
      throw unexpected("one number", numbers.length + " numbers", name);
    }
    return numbers[0];
  }

  /**
   * Reads numbers.
   *
   * @param name the attribute's name
   * @return the numbers in row-major order; one if the attribute is a single number
   * @throws ModelFormatException if it is missing, damaged, or does not hold numbers
   */
  public double[] numbers(String name) {
    Attribute attribute = find(name);
    double[] numbers = new double[(int) attribute.count()];
    NumericType type = attribute.type().number();
    if (numbers.length > 0) {
      if (type == null) {
        throw unexpected("numbers", attribute.type().name(), name);
      }
      type.toDoubles(attribute.data(), numbers, 0, numbers.length);
    }
    return numbers;
  }

  private Map<String, Attribute> attributes() {
    Map<String, Attribute> known = attributes;
    if (known == null) {
      known = input.call(path, () -> Attribute.read(input, header));
      attributes = known;
    }
    return known;
  }

  private Attribute find(String name) {
    Attribute attribute = attributes().get(name);
    if (attribute == null) {
      throw unexpected("a value", "none of this name among " + names(), name);
    }
    return attribute;
  }

  private String place(String name) {
    return path + "@" + name;
  }

  private ModelFormatException unexpected(String expected, String received, String name) {
    return input.refusal(
        "the attribute \"" + name + "\" must hold " + expected,
        received,
        path,
        "Check that the file is of the expected kind, and fetch or save it again.");
  }
}
