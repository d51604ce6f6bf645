/// The local variables of one call of a template's, block's or macro's code.
final class Frame {
  let run: Run
  let context: Context
  /// The frame of the code around a macro's definition.
  let parent: Frame?
  /// What a child template extends, once it has said so.
  @exclusivity(unchecked) var parentTemplate: Program?
  @exclusivity(unchecked) var isCaptured = false
  /// Captures of this frame's code that are under way.
  @exclusivity(unchecked) var captures = 0
  /// What passes by those captures: Jinja2 lets includes without context do so.
  @exclusivity(unchecked) var direct: [UInt8] = []
  /// Slot numbers come from the compiler alone, which counts them.
  private let slots: UnsafeMutableBufferPointer<Value?>

  init(run: Run, context: Context, parent: Frame? = nil, slotCount: Int) {
    self.run = run
    self.context = context
    self.parent = parent
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  subscript(slot: Int) -> Value? {
    get { slots[slot] }
    set { slots[slot] = newValue }
  }

  /// The frame some functions further out.
  func outer(_ hops: Int) -> Frame {
    var frame = self
    for _ in 0..<hops { frame = frame.parent ?? frame }
    return frame
  }

  func removeAll() { for slot in slots.indices { slots[slot] = nil } }
}

/// Where a local variable lives: how many functions out, and its slot there.
struct Variable: Sendable, Hashable {
  var function: Int
  var slot: Int
}

/// A variable as one function's code reaches it.
struct VariableAccess: Sendable {
  var hops: Int
  var slot: Int

  func read(_ frame: Frame) -> Value? { hops == 0 ? frame[slot] : frame.outer(hops)[slot] }
}
