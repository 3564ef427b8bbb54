package io.hornbill.files.internal.hdf5;

import io.hornbill.files.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of an HDF5 file: groups and datasets by name, and attributes.
 *
 * <pre>{@code
 * Hdf5Group dense = file.root().group("model_weights/dense_1");
 * INDArray kernel = dense.dataset("dense_1/kernel:0").toFloats();
 * }</pre>
 */
public final class Hdf5Group {

  private static final int DEEPEST = 64;
  private static final int MOST_LINKS = 8;

  private final Hdf5Input input;
  private final ObjectHeader header;
  private final String path;
  private final List<Long> ancestors;
  private final Hdf5Attributes attributes;
  private @Nullable Map<String, Links.Link> links;
  private @Nullable String lastName;
  private @Nullable Object lastChild;

  private Hdf5Group(Hdf5Input input, ObjectHeader header, String path, List<Long> ancestors) {
    this.input = input;
    this.header = header;
    this.path = path;
    this.ancestors = ancestors;
    this.attributes = new Hdf5Attributes(input, header, path);
  }

  static Hdf5Group root(Hdf5Input input) {
    ObjectHeader header = input.call("/", () -> ObjectHeader.read(input, input.root()));
    return new Hdf5Group(input, header, "/", List.of());
  }

  /**
   * Tells where this group is.
   *
   * @return the path from the root, such as {@code /model_weights/dense_1}
   */
  public String path() {
    return path;
  }

  /**
   * Lists what is in this group.
   *
   * @return the names of groups and datasets, sorted, or in the order in which they were made if
   *     the file tracks that
   * @throws ModelFormatException if the group is damaged
   */
  public List<String> names() {
    return List.copyOf(links().keySet());
  }

  /**
   * Tells whether there is something at a path below this group.
   *
   * @param relative names separated by slashes
   * @return whether it is there
   * @throws ModelFormatException if a group on the way is damaged
   */
  public boolean has(String relative) {
    return find(relative) != null;
  }

  /**
   * Tells whether there is a group at a path below this group.
   *
   * @param relative names separated by slashes
   * @return whether it is there, and a group
   * @throws ModelFormatException if a group on the way is damaged
   */
  public boolean hasGroup(String relative) {
    return find(relative) instanceof Hdf5Group;
  }

  /**
   * Gets a group.
   *
   * @param relative names separated by slashes
   * @return the group at that path below this group
   * @throws ModelFormatException if there is none
   */
  public Hdf5Group group(String relative) {
    if (find(relative) instanceof Hdf5Group found) {
      return found;
    }
    throw missing("group", relative);
  }

  /**
   * Gets a dataset.
   *
   * @param relative names separated by slashes
   * @return the dataset at that path below this group
   * @throws ModelFormatException if there is none
   */
  public Hdf5Dataset dataset(String relative) {
    if (find(relative) instanceof Hdf5Dataset found) {
      return found;
    }
    throw missing("dataset", relative);
  }

  /**
   * Gets the attributes.
   *
   * @return the attributes of this group
   * @throws ModelFormatException if they are damaged
   */
  public Hdf5Attributes attributes() {
    return attributes;
  }

  private @Nullable Object find(String relative) {
    return find(relative, 0);
  }

  private @Nullable Object find(String relative, int followed) {
    Hdf5Group at = this;
    Object found = this;
    for (String name : relative.split("/", -1)) {
      if (name.isEmpty()) {
        continue;
      }
      if (at == null) {
        return null;
      }
      found = at.child(name, followed);
      at = found instanceof Hdf5Group deeper ? deeper : null;
    }
    return found;
  }

  /** The member asked last is remembered, with the attributes that were read of it. */
  private @Nullable Object child(String name, int followed) {
    if (!name.equals(lastName)) {
      lastChild = childNamed(name, followed);
      lastName = name;
    }
    return lastChild;
  }

  private @Nullable Object childNamed(String name, int followed) {
    Links.Link link = links().get(name);
    String place = path.endsWith("/") ? path + name : path + "/" + name;
    if (link == null) {
      return null;
    }
    if (link.external()) {
      throw input.refusal(
          "a file must be whole in itself",
          "a link to another file",
          place,
          "Links out of a file are not followed: copy the linked data into it.");
    }
    if (link.target() != null) {
      return follow(link.target(), place, followed);
    }
    ObjectHeader found = input.call(place, () -> ObjectHeader.read(input, link.address()));
    if (Links.isGroup(found)) {
      return descend(found, place);
    }
    boolean dataset = found.has(ObjectHeader.LAYOUT) && found.has(ObjectHeader.DATASPACE);
    return dataset ? new Hdf5Dataset(input, found, place) : null;
  }

  private Hdf5Group descend(ObjectHeader inner, String place) {
    List<Long> line = new ArrayList<>(ancestors);
    line.add(header.address());
    if (line.size() > DEEPEST || line.contains(inner.address())) {
      throw input.refusal(
          "groups must not contain themselves, nor be nested deeper than " + DEEPEST,
          "such a group",
          place,
          "The file is damaged: fetch or save it again.");
    }
    return new Hdf5Group(input, inner, place, line);
  }

  private @Nullable Object follow(String target, String place, int followed) {
    if (followed >= MOST_LINKS) {
      throw input.refusal(
          "a link must lead to something",
          "links to links",
          place,
          "The file is damaged: fetch or save it again.");
    }
    Hdf5Group start = target.startsWith("/") ? root(input) : this;
    Object found = start.find(target, followed + 1);
    return found instanceof Hdf5Group group ? descend(group.header, place) : found;
  }

  private Map<String, Links.Link> links() {
    Map<String, Links.Link> known = links;
    if (known == null) {
      known = input.call(path, () -> Links.read(input, header));
      links = known;
    }
    return known;
  }

  private ModelFormatException missing(String kind, String relative) {
    List<String> names = names();
    return input.refusal(
        "there must be a " + kind + " \"" + relative + '"',
        (names.size() > 20 ? names.subList(0, 20) + " and more" : names).toString(),
        path,
        "Check that the file belongs to this model.");
  }
}
