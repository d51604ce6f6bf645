/// `map`, `select` and their kin: lazy, as in Jinja2.
enum SelectFilters {
  static func map(_ call: Call) throws(TemplateError) -> Value {
    let run = call.run
    return lazily(call) { () throws(TemplateError) in
      if call.rest.isEmpty, let attribute = call.namedRest.first(where: { $0.name == "attribute" }) {
        var getter = try AttributeGetter(attribute.value, in: run)
        getter.fallback = call.namedRest.first { $0.name == "default" }?.value
        if case .some(.none) = getter.fallback { getter.fallback = nil }
        if let extra = call.namedRest.first(where: { $0.name != "attribute" && $0.name != "default" }) {
          throw .value("Unexpected keyword argument '\(extra.name)'")
        }
        let ready = getter
        return { (item) throws(TemplateError) in try ready.value(of: item) }
      }
      guard let name = call.rest.first else { throw .value("map requires a filter argument") }
      let arguments = Arguments(Array(call.rest.dropFirst()), named: call.namedRest)
      return { (item) throws(TemplateError) in
        guard let filter = name.text.flatMap({ run.environment.filters[$0] }) else {
          throw missing("filter", name)
        }
        return try filter.apply(item, arguments, in: run)
      }
    }
  }

  static func select(_ call: Call) throws(TemplateError) -> Value {
    selection(call, wanted: true, byAttribute: false)
  }
  static func reject(_ call: Call) throws(TemplateError) -> Value {
    selection(call, wanted: false, byAttribute: false)
  }
  static func selectattr(_ call: Call) throws(TemplateError) -> Value {
    selection(call, wanted: true, byAttribute: true)
  }
  static func rejectattr(_ call: Call) throws(TemplateError) -> Value {
    selection(call, wanted: false, byAttribute: true)
  }

  private static func selection(_ call: Call, wanted: Bool, byAttribute: Bool) -> Value {
    let run = call.run
    return lazily(call) { () throws(TemplateError) in
      var rest = call.rest[...]
      var getter = AttributeGetter?.none
      if byAttribute {
        guard let attribute = rest.popFirst() else { throw .value("Missing parameter for attribute name") }
        getter = try AttributeGetter(attribute, in: run)
      }
      let name = rest.popFirst()
      let arguments = Arguments(Array(rest), named: call.namedRest)
      return { [getter] (item) throws(TemplateError) in
        let value = try getter?.value(of: item) ?? item
        guard let name else { return try value.isTrue() == wanted ? item : Value?.none }
        guard let test = name.text.flatMap({ run.environment.tests[$0] }) else { throw missing("test", name) }
        return try test.apply(value, arguments, in: run) == wanted ? item : Value?.none
      }
    }
  }

  private static func missing(_ what: String, _ name: Value) -> TemplateError {
    TemplateError(.runtime, "No \(what) named \(name.shortText).")
  }

  private typealias Step = (Value) throws(TemplateError) -> Value?

  /// Nothing happens before the first item is asked for; what counts as false gives no items.
  private static func lazily(
    _ call: Call, _ prepare: @escaping () throws(TemplateError) -> Step
  ) -> Value {
    var state: (iterator: ValueIterator, step: Step)?
    let run = call.run
    return .object(
      Generator { () throws(TemplateError) in
        if state == nil {
          guard try call.value.isTrue() else { return nil }
          let step = try prepare()
          state = (try ValueIterator(call.value), step)
        }
        guard let (start, step) = state else { return nil }
        var iterator = start
        state = nil
        defer { state = (iterator, step) }
        while let item = try iterator.next() {
          try run.count(iterations: 1)
          if let result = try step(item) { return result }
        }
        return nil
      })
  }
}
