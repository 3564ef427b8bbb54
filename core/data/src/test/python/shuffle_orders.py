"""Prints the orders that ShuffleTest expects.

Written anew from the definitions, for Python 3.9 and later: SplitMix64 (Steele, Lea, Flood 2014),
numbers below a bound as Java's RandomGenerator.nextInt(bound) draws them, and the shuffle of Fisher
and Yates from the inside out.
"""

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Stream:
    def __init__(self, seed):
        self.state = mix((seed & MASK) ^ GAMMA)

    def next_int(self):
        self.state = (self.state + GAMMA) & MASK
        return mix(self.state) >> 32

    def below(self, bound):
        drawn = self.next_int()
        if bound & (bound - 1) == 0:
            return drawn & (bound - 1)
        while True:
            drawn >>= 1
            rest = drawn % bound
            if drawn + bound - 1 - rest < 1 << 31:
                return rest
            drawn = self.next_int()


def shuffled(count, seed):
    stream = Stream(seed)
    order = []
    for i in range(count):
        j = stream.below(i + 1)
        if j == i:
            order.append(i)
        else:
            order.append(order[j])
            order[j] = i
    return order


def batches(rows, size, seed):
    order = [block * size + i for block in shuffled(rows // size, seed) for i in range(size)]
    return order + list(range(len(order), rows))


for seed in (42, -1):
    print("rows of 7, seed", seed, shuffled(7, seed))
    print("batches of 2 in 9, seed", seed, batches(9, 2, seed))
