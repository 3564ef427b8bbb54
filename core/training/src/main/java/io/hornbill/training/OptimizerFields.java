package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.base.internal.Names;
import io.hornbill.layers.Network;
import io.hornbill.optimizers.Optimizer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The optimizers that a model of the user's holds in its fields, as Keras finds attributes. Fields
 * that are static, transient or not to be opened are none.
 */
final class OptimizerFields {
  private OptimizerFields() {}

  /** The names of the fields, in Python's spelling, whether they hold an optimizer yet or not. */
  static List<String> names(Network owner) {
    return fields(owner).stream().map(OptimizerFields::name).toList();
  }

  /** The optimizers in the fields, by the names of the fields in Python's spelling. */
  static Map<String, Optimizer> of(Network owner) {
    Map<String, Optimizer> found = new LinkedHashMap<>();
    for (Field field : fields(owner)) {
      try {
        if (field.get(owner) instanceof Optimizer optimizer) {
          found.put(name(field), optimizer);
        }
      } catch (IllegalAccessException e) {
        throw Fault.of(owner.className())
            .expected("fields that hold optimizers must be readable")
            .received("\"%s\"", field.getName())
            .remedy("Open the package, or make the field transient.")
            .state(e);
      }
    }
    return found;
  }

  private static String name(Field field) {
    return Names.snakeCase(field.getName());
  }

  private static List<Field> fields(Network owner) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> type = owner.getClass();
        type != null && type != TrainableModel.class;
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Optimizer.class.isAssignableFrom(field.getType())
            && !Modifier.isStatic(modifiers)
            && !Modifier.isTransient(modifiers)
            && !field.isSynthetic()
            && field.trySetAccessible()) {
          fields.add(field);
        }
      }
    }
    return fields;
  }
}
