"""Writes mel.npz: mel-spectrograms by librosa, for MelSpectrogramsTest.

Made with librosa 0.11.0 and resampy 0.4.3, called as Keras 1.2.2 called the librosa of its time:
frames are reflected at the ends, the number of samples is rounded up, and the resampling filter is resampy 0.2's "kaiser_best".

    python make_mel_spectrograms.py ../resources/io/hornbill/applications/mel.npz
"""

import sys

import librosa
import numpy as np
import resampy
import scipy.signal

RATE = 12000
WANTED = 349440


def samples(count):
    """Whole numbers of a rising sawtooth with some noise; MelSpectrogramsTest has the same."""
    i = np.arange(count, dtype="int64")
    noise = (i * 2654435761 & 0xFFFFFFFF) >> 22
    return (i * (i // 512)) % 20001 - 10000 + noise


# Rate, channels, bits and samples of recordings that are not like the network's.
CASES = {
    "phone": (8000, 1, 16, 200_000),
    "old": (22050, 1, 8, 700_000),
    "studio": (48000, 2, 24, 500_000),
    "odd": (11025, 2, 16, 30_001),
}


def channel(values, bits):
    i = np.arange(len(values))
    if bits == 8:
        return (values >> 8) / 128
    return (values * 256 + i * 31 % 256) / 2**23 if bits == 24 else values / 32768


def resample(y, rate):
    window = lambda n: scipy.signal.windows.kaiser(n, 14.769656459379492)
    return resampy.resample(
        y.astype("float32"), rate, RATE,
        filter="sinc_window", num_zeros=64, precision=9, window=window, rolloff=0.9475937167399596,
    )


def recording(rate, channels, bits, count):
    values = samples(count)
    both = [channel(values, bits), channel(-values[::-1], bits)][:channels]
    y = resample(np.mean(both, 0), rate)
    return librosa.util.fix_length(y, size=-(-count * RATE // rate))  # as librosa.resample does


def mel(y):
    if len(y) < WANTED:
        y = np.hstack((y, np.zeros(WANTED - len(y), "float32")))
    else:
        y = y[(len(y) - WANTED) // 2 : (len(y) + WANTED) // 2]
    power = librosa.feature.melspectrogram(y=y, sr=RATE, hop_length=256, n_fft=512, n_mels=96, pad_mode="reflect")
    return librosa.power_to_db(power**2, ref=1.0, amin=1e-10, top_db=80)[:, ::31].astype("float32")


def main(path):
    short = (samples(200_000) / 32768).astype("float32")
    stereo = recording(44100, 2, 16, 1_500_000)
    np.savez_compressed(path, short=mel(short), stereo=mel(stereo), **{k: mel(recording(*v)) for k, v in CASES.items()})
    print(librosa.__version__, resampy.__version__, len(stereo), mel(short).min(), mel(stereo).max())


if __name__ == "__main__":
    main(sys.argv[1])
