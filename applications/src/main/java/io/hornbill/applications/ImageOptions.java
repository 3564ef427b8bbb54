package io.hornbill.applications;

/** What may be chosen when a network for images is made that has no settings of its own. */
public final class ImageOptions extends ApplicationOptions<ImageOptions> {
  ImageOptions() {
    super("imagenet");
  }

  @Override
  ImageOptions self() {
    return this;
  }
}
