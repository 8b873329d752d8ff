using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// What the rules of a conversion change IR with. A value may take the place of one whose type becomes its own: who still wants the old
/// type gets a cast, and rules ask for values in the types that they become.
/// </summary>
public sealed class ConversionRewriter(IrContext context, TypeConverter types) : Rewriter(context)
{
    private readonly Dictionary<Value, Value> _converted = [];
    private readonly Dictionary<Value, Value> _replacements = [];
    private readonly List<Operation> _replaced = [];
    private readonly List<Operation> _casts = [];

    public TypeConverter Types => types;

    /// <summary>A value in the type that its own becomes.</summary>
    public Value this[Value value]
    {
        get
        {
            value = Final(value);
            if (types.IsLegal(value.Type)) return value;
            if (_converted.TryGetValue(value, out var converted)) return converted;
            return _converted[value] = Cast(value, types[value.Type], BehindDefinition(value));
        }
    }

    /// <summary>Values in the types that their own become.</summary>
    public Value[] Converted(IEnumerable<Value> values) => [.. values.Select(value => this[value])];

    /// <summary>The types of an operation's results, converted.</summary>
    public IrType[] ResultTypes(Operation op) => [.. op.ResultList.Select(result => types[result.Type])];

    public override void ReplaceAllUses(Value from, Value to)
    {
        _replacements[from] = to;
        base.ReplaceAllUses(from, to);
    }

    public override bool Replace(Operation op, Value value) => Replace(op, [value]);

    /// <summary>Replaces an operation; in a conversion of types, in the end: until then others are folded as they stood in the input.
    /// </summary>
    public override bool Replace(Operation op, IReadOnlyList<Value> values)
    {
        if (types.IsNone) return base.Replace(op, values);
        ReplaceInTheEnd(op, values);
        Note(op);
        return true;
    }

    /// <summary>Gives the arguments of a block the types that theirs become.</summary>
    public void ConvertArguments(Block block)
    {
        foreach (var argument in block.Arguments)
        {
            if (types.IsLegal(argument.Type)) continue;
            var (old, uses) = (argument.Type, argument.Uses.ToList());
            argument.Type = types[old];
            var cast = Back(argument, old, Builder.AtStart(block, argument.Location));
            foreach (var use in uses) use.Value = cast;
        }
    }

    /// <summary>Puts values in the place of an operation's results when all is done: until then it stays as it stood in the input.
    /// </summary>
    public void ReplaceInTheEnd(Operation op, IReadOnlyList<Value> values)
    {
        for (var i = 0; i < values.Count; i++) _replacements.Add(op.Results[i], values[i]);
        _replaced.Add(op);
    }

    /// <summary>Does what was put off, and erases casts that nobody needs; false after recording that one is needed that nothing makes
    /// true.</summary>
    public bool Finish(DiagnosticBag diagnostics)
    {
        // What was replaced needs nothing anymore that was replaced itself.
        foreach (var op in _replaced) op.SetOperands([]);
        foreach (var op in _replaced)
            foreach (var result in op.Results)
                if (result.HasUses) base.ReplaceAllUses(result, AsBefore(Final(result), result.Type, Builder.At(op)));
        foreach (var op in _replaced) Erase(op);
        for (var i = _casts.Count - 1; i >= 0; i--)
            if (!_casts[i].HasUses) _casts[i].Erase();
        foreach (var cast in _casts)
            if (cast is UnrealizedConversionCastOp { HasUses: true })
                return diagnostics.Error(
                    cast.Location,
                    $"failed to legalize unresolved materialization from ('{cast.Operands[0].Type}') to '{cast.Results[0].Type}' that "
                    + "remained live after conversion");
        return true;
    }

    // What takes the place of a value may itself have been replaced.
    private Value Final(Value value)
    {
        while (_replacements.TryGetValue(value, out var next)) value = next;
        return value;
    }

    private Value AsBefore(Value value, IrType type, Builder builder) => value.Type == type ? value : Back(value, type, builder);

    private Value Back(Value converted, IrType type, Builder builder)
    {
        var value = Cast(converted, type, builder);
        _converted[value] = converted;
        return value;
    }

    private Value Cast(Value value, IrType type, Builder builder)
    {
        var cast = builder.Insert(types.Cast(value, type));
        _casts.Add(cast);
        return cast.Results[0];
    }

    private static Builder BehindDefinition(Value value) =>
        value is BlockArgument argument ? Builder.AtStart(argument.Owner, argument.Location) : Builder.After(value.Def!);
}
