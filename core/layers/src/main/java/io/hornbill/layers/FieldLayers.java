package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.internal.Names;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers that a layer or model of the user's holds in its fields, as Keras finds attributes:
 * those of superclasses first, in the order of their declaration. Fields that are static or
 * transient are none.
 */
final class FieldLayers {
  /** The fields of a class that may hold layers, found once. */
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields = new ArrayList<>();
          if (type.getSuperclass() != null && type.getSuperclass() != Layer.class) {
            fields.addAll(FIELDS.get(type.getSuperclass()));
          }
          for (Field field : type.getDeclaredFields()) {
            if (isAttribute(field) && holdsLayers(field.getGenericType())) {
              fields.add(opened(field));
            }
          }
          return List.copyOf(fields);
        }
      };

  /**
   * A layer in a field.
   *
   * @param attribute the field's name, in Python's spelling; of lists within lists also the places
   *     of the inner ones: {@code blocks/container_1}
   * @param isListed whether the field is a list, a map or an array
   * @param layer the layer
   */
  record Found(String attribute, boolean isListed, Layer layer) {}

  private FieldLayers() {}

  static List<Found> of(Layer owner) {
    List<Found> found = new ArrayList<>();
    for (Field field : FIELDS.get(owner.getClass())) {
      Object value = value(field, owner);
      String attribute = Names.snakeCase(field.getName());
      if (value instanceof Layer layer) {
        found.add(new Found(attribute, false, layer));
      } else if (value != null) {
        addAll(attribute, elements(value), found);
      }
    }
    return found;
  }

  private static void addAll(String attribute, Collection<?> elements, List<Found> found) {
    int containers = 0;
    for (Object one : elements) {
      if (one instanceof Layer layer) {
        found.add(new Found(attribute, true, layer));
      } else if (one != null) {
        String inner = containers == 0 ? "container" : "container_" + containers;
        containers++;
        addAll(attribute + "/" + inner, elements(one), found);
      }
    }
  }

  private static Collection<?> elements(Object container) {
    if (container instanceof Map<?, ?> map) {
      return map.values();
    }
    return container instanceof Object[] array
        ? Arrays.asList(array)
        : container instanceof Collection<?> several ? several : List.of();
  }

  private static boolean isAttribute(Field field) {
    int modifiers = field.getModifiers();
    return !Modifier.isStatic(modifiers)
        && !Modifier.isTransient(modifiers)
        && !field.isSynthetic();
  }

  private static boolean holdsLayers(Type type) {
    if (type instanceof Class<?> plain) {
      Class<?> element = plain;
      while (element.isArray()) {
        element = element.getComponentType();
      }
      return Layer.class.isAssignableFrom(element);
    }
    if (type instanceof ParameterizedType generic) {
      return holdsLayers(generic.getRawType())
          || Arrays.stream(generic.getActualTypeArguments()).anyMatch(FieldLayers::holdsLayers);
    }
    if (type instanceof WildcardType wildcard) {
      return Arrays.stream(wildcard.getUpperBounds()).anyMatch(FieldLayers::holdsLayers);
    }
    return type instanceof GenericArrayType array && holdsLayers(array.getGenericComponentType());
  }

  private static Field opened(Field field) {
    if (!field.trySetAccessible()) {
      throw Fault.of(field.getDeclaringClass().getSimpleName())
          .expected("fields that hold layers must be readable")
          .received("\"%s\" in a module that does not open its package", field.getName())
          .remedy("Open the package, or make the field transient and call addLayer(layer).")
          .state();
    }
    return field;
  }

  private static @Nullable Object value(Field field, Layer owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw Fault.of(owner.className())
          .expected("fields that hold layers must be readable")
          .received("\"%s\"", field.getName())
          .remedy("Call addLayer(layer).")
          .state(e);
    }
  }
}
