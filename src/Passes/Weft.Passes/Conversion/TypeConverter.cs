using Weft.IR;

namespace Weft.Passes;

/// <summary>What a type becomes; null where the rule does not know it. Types inside of it become what the converter makes of them.
/// </summary>
public delegate IrType? TypeRule(IrType type, TypeConverter types);

/// <summary>What types become in a conversion: the first rule that knows one decides, and what no rule knows stays. The type of a
/// function is converted part by part.</summary>
public sealed class TypeConverter(params IReadOnlyList<TypeRule> rules)
{
    private readonly Dictionary<IrType, IrType> _known = [];

    /// <summary>All types stay.</summary>
    public static TypeConverter None => new();

    /// <summary>Whether all types stay.</summary>
    public bool IsNone => rules.Count == 0;

    /// <summary>Makes a value of a type from one whose type becomes that, or became it. Unless given, an
    /// <c>unrealized_conversion_cast</c>, which none may need in the end.</summary>
    public Func<Value, IrType, Operation> Cast { get; init; } = static (value, type) => new UnrealizedConversionCastOp([value], [type]);

    public static TypeRule Rule<T>(Func<T, TypeConverter, IrType?> rule) where T : IrType =>
        (type, types) => type is T known ? rule(known, types) : null;

    public IrType this[IrType type]
    {
        get
        {
            if (!_known.TryGetValue(type, out var converted)) _known[type] = converted = Convert(type);
            return converted;
        }
    }

    public bool IsLegal(IrType type) => this[type] == type;

    /// <summary>Whether the operation has no types that become others.</summary>
    public bool IsLegal(Operation op) =>
        op.Operands.Types.All(IsLegal) && op.ResultList.All(r => IsLegal(r.Type)) && (op is not IFunction function || IsLegal(function));

    private bool IsLegal(IFunction function) =>
        IsLegal(function.Type) && function.Body.Blocks.All(block => block.Arguments.All(argument => IsLegal(argument.Type)));

    private IrType Convert(IrType type) => type is FunctionType function
        ? new FunctionType(function.Inputs.Select(t => this[t]), function.Results.Select(t => this[t]))
        : rules.Select(rule => rule(type, this)).FirstOrDefault(converted => converted is not null) ?? type;
}
