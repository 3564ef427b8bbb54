package io.hornbill.layers.internal;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import java.util.Locale;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** The type of the numbers in layers that were given none: Keras' {@code floatx}. */
public final class FloatType {
  private static final Set<String> HALVES =
      Set.of("mixed_bfloat16", "mixed_float16", "bfloat16", "float16");

  private static volatile DataType current = DataType.FLOAT;

  /** A policy of two bytes that new layers have; empty for none. */
  private static volatile String half = "";

  private FloatType() {}

  /**
   * Returns the type that new layers have.
   *
   * @return {@code FLOAT} by default
   */
  public static DataType current() {
    return current;
  }

  /**
   * Sets the type that new layers have.
   *
   * @param dataType {@code FLOAT} or {@code DOUBLE}
   */
  public static void set(DataType dataType) {
    current = check("FloatType", dataType);
    half = "";
  }

  /**
   * Returns the policy of two bytes that new layers have.
   *
   * @return the name of the policy; empty, as at first, for none
   */
  public static String half() {
    return half;
  }

  /**
   * Returns the policy that new layers have.
   *
   * @return {@code "float32"} by default
   */
  public static String policy() {
    return half.isEmpty() ? name(current) : half;
  }

  /**
   * Sets the policy that new layers have.
   *
   * @param name {@code "float32"}, {@code "float64"} or a policy of two bytes
   */
  public static void policy(String name) {
    String policy = name.toLowerCase(Locale.ROOT);
    if (!isHalf(policy) && !policy.equals("float32") && !policy.equals("float64")) {
      throw Fault.of("Hornbill")
          .expected("dtypePolicy must be float32, float64, bfloat16, float16 or a mixed policy")
          .received("\"%s\"", name)
          .remedy("Choose one, such as \"mixed_bfloat16\".")
          .argument();
    }
    set(of("Hornbill", policy));
    half = isHalf(policy) ? policy : "";
  }

  /**
   * Checks a type that is set.
   *
   * @param owner who has the type, for messages
   * @param dataType the type
   * @return the type, {@code FLOAT} or {@code DOUBLE}
   */
  public static DataType check(String owner, DataType dataType) {
    if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
      throw Fault.of(owner)
          .expected("dataType must be FLOAT or DOUBLE")
          .received(dataType)
          .remedy("For bfloat16 arithmetic compile with mixedPrecision(\"mixed_bfloat16\").")
          .argument();
    }
    return dataType;
  }

  /**
   * Returns Keras' name of a type.
   *
   * @param dataType {@code FLOAT} or {@code DOUBLE}
   * @return {@code "float32"} or {@code "float64"}
   */
  public static String name(DataType dataType) {
    return dataType == DataType.DOUBLE ? "float64" : "float32";
  }

  /**
   * Says whether numbers of a policy of Keras have two bytes.
   *
   * @param policy the name of the policy
   * @return true for mixed policies, {@code "bfloat16"} and {@code "float16"}
   */
  public static boolean isHalf(String policy) {
    return HALVES.contains(policy);
  }

  /**
   * Returns the type of what comes out of a layer with a policy of two bytes.
   *
   * @param policy the name of the policy
   * @return {@code "bfloat16"} or {@code "float16"}
   */
  public static String computed(String policy) {
    return policy.replace("mixed_", "");
  }

  /**
   * Returns the name of the policy that a configuration holds, also in a map.
   *
   * @param config the configuration of a layer
   * @return the name in lower case; empty for none
   */
  public static String policy(Config config) {
    Object dtype = config.get("dtype");
    if (dtype instanceof String name) {
      return name.toLowerCase(Locale.ROOT);
    }
    Config inner = dtype == null ? null : config.nested("dtype", dtype).config("config");
    if (inner == null) {
      return "";
    }
    return inner.has("policy_map") // a policy for each inner layer, and one for all others
        ? policy(new Config().with("dtype", inner.get("default_policy")))
        : inner.text("name", "float32").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the type that a layer computes in.
   *
   * @param owner the layer, for messages
   * @param name Keras' name of a type or a policy
   * @return {@code FLOAT} or {@code DOUBLE}
   */
  public static DataType of(String owner, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "float64" -> DataType.DOUBLE;
      case "float32", "mixed_bfloat16", "mixed_float16", "bfloat16", "float16" -> DataType.FLOAT;
      // Ids are whole floats here, exact up to 16,777,216.
      case "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool" ->
          DataType.FLOAT;
      case "string" -> DataType.FLOAT; // of the numbers that are made of strings
      default ->
          throw Fault.of(owner)
              .expected("dtype must be float32, float64, a mixed policy or, for ids, a whole type")
              .received(name)
              .remedy("Correct the configuration.")
              .argument();
    };
  }
}
