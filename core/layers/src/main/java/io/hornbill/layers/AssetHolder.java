package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Variable;
import java.util.List;
import java.util.Map;

/**
 * A layer with files of its own in {@code .keras} archives, such as its vocabulary. Its variables
 * are stored by their names.
 */
public interface AssetHolder {
  /**
   * Returns the files.
   *
   * @return texts by the names of their files; none if there is nothing to write
   */
  Map<String, String> assets();

  /**
   * Takes files.
   *
   * @param files texts by the names of their files
   */
  void readAssets(Map<String, String> files);

  /**
   * Returns what the files and variables hold, for forms that have settings alone.
   *
   * @return settings by the names that the layer is made from
   */
  Config learned();

  /**
   * Returns what is stored beside the files.
   *
   * @return the variables, with the names that they are stored by
   */
  List<Variable> storedVariables();
}
