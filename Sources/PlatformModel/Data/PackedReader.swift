import Diagnostics

/// Reads packed data of any content: wrong data ends in an error, in time linear in its size.
struct PackedReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let place: SourcePlace
  private var position = 0
  private var texts: [String] = []
  private var count = 0

  init(bytes: UnsafeBufferPointer<UInt8>, place: SourcePlace) {
    self.bytes = bytes
    self.place = place
  }

  mutating func read() throws(InputError) -> DataNode {
    guard bytes.count >= PackedData.magic.count, bytes.prefix(4).elementsEqual(PackedData.magic) else {
      throw error("it does not begin with the mark of version 1")
    }
    position = PackedData.magic.count
    let total = try number(upTo: DataLimits.nodes)
    texts.reserveCapacity(min(total, bytes.count))
    for _ in 0..<total { texts.append(try text()) }
    let node = try node(depth: 0)
    guard position == bytes.count else { throw error("something follows the end") }
    return node
  }

  private mutating func node(depth: Int) throws(InputError) -> DataNode {
    count += 1
    guard depth <= DataLimits.depth, count <= DataLimits.nodes else {
      throw error("it is too deep or too large")
    }
    guard position < bytes.count else { throw error("it ends too early") }
    let kind = bytes[position]
    position += 1
    switch kind {
    case UInt8(ascii: "0"):
      return DataNode(.nothing, at: place)
    case UInt8(ascii: "1"):
      return DataNode(.text(try reference()), at: place)
    case UInt8(ascii: "2"):
      let size = try number(upTo: bytes.count - position)
      var items: [DataNode] = []
      items.reserveCapacity(min(size, DataLimits.nodes))
      for _ in 0..<size { items.append(try node(depth: depth + 1)) }
      return DataNode(.list(items), at: place)
    case UInt8(ascii: "3"):
      let size = try number(upTo: bytes.count - position)
      var members: [DataNode.Member] = []
      members.reserveCapacity(min(size, DataLimits.nodes))
      var keys: Set<String> = []
      for _ in 0..<size {
        let key = try reference()
        guard keys.insert(key).inserted else { throw error("a key stands twice") }
        members.append(DataNode.Member(key: key, place: place, value: try node(depth: depth + 1)))
      }
      return DataNode(.map(members), at: place)
    default:
      throw error("a value of no known kind")
    }
  }

  private mutating func reference() throws(InputError) -> String {
    guard !texts.isEmpty else { throw error("a text is missing") }
    return texts[try number(upTo: texts.count - 1)]
  }

  private mutating func text() throws(InputError) -> String {
    let length = try number(upTo: bytes.count - position)
    guard length <= bytes.count - position else { throw error("it ends too early") }
    let slice = UnsafeBufferPointer(rebasing: bytes[position..<(position + length)])
    position += length
    guard let text = String(validating: slice, as: UTF8.self) else { throw error("a text is not UTF-8") }
    return text
  }

  private mutating func number(upTo limit: Int) throws(InputError) -> Int {
    var result = 0
    var shift = 0
    while position < bytes.count, shift < 35 {
      let byte = bytes[position]
      guard byte >= 0x40, byte < 0x80 else { throw error("a number of no known form") }
      position += 1
      result |= Int(byte & 0x1F) << shift
      shift += 5
      if byte < 0x60 {
        guard result <= limit else { throw error("a number is out of range") }
        return result
      }
    }
    throw error("a number has no end")
  }

  private func error(_ cause: String) -> InputError {
    InputError("packed data is damaged: \(cause)", at: place, remedy: "Build the program again.")
  }
}
