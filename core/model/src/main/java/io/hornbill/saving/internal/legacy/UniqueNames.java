package io.hornbill.saving.internal.legacy;

import java.util.Collection;

/** Makes names that no other weight of a group has. */
final class UniqueNames {
  private UniqueNames() {}

  static String next(String name, Collection<String> taken) {
    String unique = name;
    for (int i = 1; taken.contains(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }
}
