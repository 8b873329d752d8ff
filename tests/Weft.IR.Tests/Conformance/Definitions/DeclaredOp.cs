using System.Reflection;

namespace Weft.IR.Tests.Conformance.Definitions;

/// <summary>An operation as our class declares it.</summary>
internal sealed class DeclaredOp
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Type _class;

    // The class and its families, the most general first.
    private readonly IReadOnlyList<Type> _lineage;

    public DeclaredOp(OpInfo info)
    {
        Info = info;
        _class = info.Create(new OperationState(info, default)).GetType();
        var lineage = new Stack<Type>();
        for (var type = _class; type != typeof(Operation); type = type.BaseType!) lineage.Push(type);
        _lineage = [.. lineage];
    }

    public OpInfo Info { get; }

    public IEnumerable<Part> Operands => Info.Declaration.Operands.Select(Value);

    public IEnumerable<Part> Results => Info.Declaration.Results.Select(Value);

    public IEnumerable<Part> Attributes => Info.Declaration.Attributes.Select(a => new Part(a.Name, a.Summary, $"{a.Presence}"));

    public IEnumerable<Part> Regions => Info.Declaration.Regions.Select(r =>
        new Part(r.Name, r.Blocks == 0 ? "AnyRegion" : $"region with {r.Blocks} blocks", $"{(r.IsVariadic ? Arity.Variadic : Arity.One)}"));

    public IEnumerable<Part> Successors =>
        Info.Declaration.Successors.Select(s => new Part(s.Name, null, $"{(s.IsVariadic ? Arity.Variadic : Arity.One)}"));

    /// <summary>The facts that the verifier states after <c>failed to verify that</c>, in order.</summary>
    public IEnumerable<string> Facts => Marks.Select(FactOf).OfType<string>();

    /// <summary>The traits in the order in which they are written.</summary>
    public IEnumerable<OpTraits> Traits => Marks.OfType<TraitsAttribute>().SelectMany(mark => mark.Traits);

    /// <summary>The operations that it may stand in.</summary>
    public IEnumerable<string> Parents => Marks.OfType<HasParentAttribute>().SelectMany(mark => mark.Names);

    /// <summary>The operation that ends its blocks where none is written.</summary>
    public string? Terminator =>
        Marks.Select(mark => mark.GetType()).FirstOrDefault(IsTerminatorMark) is { GenericTypeArguments: [var type] }
            ? ((OpInfo)type.GetProperty(nameof(OpInfo))!.GetValue(null)!).Name : null;

    /// <summary>The declared text form; null where the class reads and prints itself.</summary>
    public string? Format => _class.GetCustomAttribute<OpAttribute>()?.Format ?? Marks.OfType<OpFamilyAttribute>().LastOrDefault()?.Format;

    public bool HasVerifier => Is(typeof(IVerifyRegions)) || Is(typeof(IVerifySymbols))
        || _lineage.Any(type => type.GetMethod("Verify", Own) is not null);

    public bool HasFolder => Is(typeof(IFold)) || Is(typeof(ICast)) || Info.HasFoldingTrait;

    public bool HasRules => Canonicalization.Rules.All.Any(rule => rule.Root == Info);

    private IEnumerable<System.Attribute> Marks =>
        _lineage.SelectMany(type => type.GetCustomAttributes(inherit: false).Cast<System.Attribute>());

    public bool Is(Type type) => type.IsAssignableFrom(_class);

    private static Part Value(ValueDeclaration value) => new(value.Name, value.Type.Summary, $"{value.Arity}");

    private static bool IsTerminatorMark(Type mark) =>
        mark.IsGenericType && mark.GetGenericTypeDefinition() == typeof(ImplicitTerminatorAttribute<>);

    private string? FactOf(System.Attribute mark) => mark switch
    {
        HoldsAttribute holds => holds.Summary,
        TypesMatchAttribute match => match.Summary,
        AllTypesMatchAttribute group => $"all of {{{string.Join(", ", group.Members.Select(NameOf))}}} have same type",
        _ => null,
    };

    // The name in the IR of a property that is marked as a part.
    private string NameOf(string property)
    {
        var marks = _class.GetProperty(property)!.GetCustomAttributes(inherit: true);
        var names = marks.Select(mark => mark.GetType().GetProperty("Name")?.GetValue(mark)).OfType<string>();
        return names.FirstOrDefault() ?? char.ToLowerInvariant(property[0]) + property[1..];
    }
}
