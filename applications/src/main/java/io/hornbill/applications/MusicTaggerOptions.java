package io.hornbill.applications;

/** What may be chosen when a {@link MusicTaggerCRNN} is made; its trained weights are "msd". */
public final class MusicTaggerOptions extends ApplicationOptions<MusicTaggerOptions> {
  MusicTaggerOptions() {
    super("msd", 50);
  }

  @Override
  MusicTaggerOptions self() {
    return this;
  }
}
