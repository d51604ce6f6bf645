/// A compiled expression.
protocol Evaluable: AnyObject, Sendable {
  func evaluate(_ frame: Frame) throws(TemplateError) -> Value
}

/// A compiled statement.
protocol Executable: AnyObject, Sendable {
  func execute(_ frame: Frame) throws(TemplateError) -> Flow
}

/// How a statement ended.
enum Flow {
  case next, breakLoop, continueLoop
}

/// Statements in order.
struct Body: Sendable {
  var statements: [any Executable]

  @inline(__always)
  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    for statement in statements {
      let flow = try statement.execute(frame)
      if flow != .next { return flow }
    }
    return .next
  }
}

/// Variables that get their value when a scope is entered.
struct Loads: Sendable {
  /// Looked up by name in the context.
  var resolved: [(slot: Int, name: Name)] = []
  /// The same for names that the scope never assigns: once is enough for all passes of a loop.
  var invariant: [(slot: Int, name: Name)] = []
  /// Copied from the variable of the same name further out.
  var aliased: [(slot: Int, from: VariableAccess)] = []
  /// Set to nothing.
  var cleared: [Int] = []

  func load(_ frame: Frame) {
    Loads.resolve(invariant, frame)
    reload(frame)
  }

  /// Enters the scope again, with the same context.
  func reload(_ frame: Frame) {
    if !resolved.isEmpty { Loads.resolve(resolved, frame) }
    for (slot, from) in aliased { frame[slot] = from.read(frame) }
    for slot in cleared { frame[slot] = nil }
  }

  private static func resolve(_ names: [(slot: Int, name: Name)], _ frame: Frame) {
    for (slot, name) in names { frame[slot] = frame.context.resolve(name) ?? frame.run.global(name) }
  }
}

/// The code of a template's top level, a block, a macro.
struct FunctionCode: Sendable {
  var slotCount: Int
  var loads: Loads
  var body: Body

  func load(_ frame: Frame) { loads.load(frame) }
}

/// A block of a template.
struct BlockCode: Sendable {
  var name: String
  var function: FunctionCode
  var isRequired: Bool
  /// Where `self` and `super` go, if the block mentions them.
  var selfSlot: Int?
  var superSlot: Int?
  var line: Int
}

/// A macro or call block.
final class MacroCode: Sendable {
  struct Parameter: Sendable {
    var name: String
    var slot: Int
    var defaultValue: (any Evaluable)?
  }

  let name: String?
  let parameters: [Parameter]
  let function: FunctionCode
  let callerSlot: Int?
  let restSlot: Int?
  let namedRestSlot: Int?
  let usesExplicitCaller: Bool
  let line: Int

  init(
    name: String?, parameters: [Parameter], function: FunctionCode, callerSlot: Int?, restSlot: Int?,
    namedRestSlot: Int?, usesExplicitCaller: Bool, line: Int
  ) {
    self.name = name
    self.parameters = parameters
    self.function = function
    self.callerSlot = callerSlot
    self.restSlot = restSlot
    self.namedRestSlot = namedRestSlot
    self.usesExplicitCaller = usesExplicitCaller
    self.line = line
  }
}

/// A compiled template.
final class Program: Sendable {
  let name: String
  /// The normalised source; constant text is cut from it.
  let source: [UInt8]
  let root: FunctionCode
  let selfSlot: Int?
  let blocks: [String: BlockCode]

  init(name: String, source: [UInt8], root: FunctionCode, selfSlot: Int?, blocks: [String: BlockCode]) {
    self.name = name
    self.source = source
    self.root = root
    self.selfSlot = selfSlot
    self.blocks = blocks
  }
}
