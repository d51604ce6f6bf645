/// SplitMix64: the same seed gives the same run on every machine.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// Any bytes, with those that mean something in targets more often than chance would have it.
  mutating func bytes(upTo count: Int) -> [UInt8] {
    let special = Array("%/&=+ ?~%2F".utf8)
    return (0..<below(count + 1)).map { _ in
      below(3) == 0 ? special[below(special.count)] : UInt8.random(in: 0...255, using: &self)
    }
  }
}
