using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Where operations go, and which value each variable has there. Variables are SSA: an assignment changes the table, and a
/// region hands what it changed out as results.</summary>
/// <param name="namesLoops">Loops bear their names, because a schedule goes by them.</param>
internal sealed class LoweringState(Builder builder, bool namesLoops = false)
{
    private Dictionary<VariableSymbol, Value> _values = [];
    private Dictionary<BoundNode, IReadOnlyList<Value>> _results = new(ReferenceEqualityComparer.Instance);

    public Builder Builder { get; private set; } = builder;

    /// <summary>What is known of the program's funcs.</summary>
    public required FuncTable Funcs { get; init; }

    /// <summary>The stores that are one step.</summary>
    public IReadOnlySet<BoundStore> AtomicStores { get; init; } = ImmutableHashSet<BoundStore>.Empty;

    public Value this[VariableSymbol variable]
    {
        get => variable.Kind == VariableKind.Constant ? Add(ConstantLowering.Get(variable)) : _values[variable];
        set => _values[variable] = value;
    }

    public bool Knows(VariableSymbol variable) => _values.ContainsKey(variable);

    /// <summary>The values of several variables.</summary>
    public Value[] Of(IEnumerable<VariableSymbol> variables) => [.. variables.Select(v => _values[v])];

    public void Assign(IEnumerable<VariableSymbol> variables, IEnumerable<Value> values)
    {
        foreach (var (variable, value) in variables.Zip(values)) _values[variable] = value;
    }

    /// <summary>Emits into a block; what is assigned there is forgotten afterwards.</summary>
    public void Inside(Block block, Action body)
    {
        var (outerValues, outerResults, outerBuilder) = (_values, _results, Builder);
        (_values, _results) = (new(_values), new(_results, ReferenceEqualityComparer.Instance));
        Builder = Builder.AtEnd(block, outerBuilder.Location);
        body();
        (_values, _results, Builder) = (outerValues, outerResults, outerBuilder);
    }

    /// <summary>What several results share is emitted once, where the first of them is needed.</summary>
    public IReadOnlyList<Value> Once(BoundNode node, Func<IReadOnlyList<Value>> emit) =>
        _results.TryGetValue(node, out var known) ? known : _results[node] = emit();

    /// <summary>Says what elements are, so that they are not loaded.</summary>
    public void Give(IEnumerable<BoundElement> elements, Value value)
    {
        foreach (var element in elements) _results[element] = [value];
    }

    /// <summary>What has been said that an element is; else null.</summary>
    public Value? Given(BoundElement element) => _results.TryGetValue(element, out var known) ? known[0] : null;

    public Value Add(Operation op) => Builder.Add(op);

    public T Insert<T>(T op) where T : Operation => Builder.Insert(op);

    /// <summary>Says what the loops of an operation are called in the source, where somebody wants to know.</summary>
    public void Name(Operation op, params IEnumerable<VariableSymbol> indices)
    {
        if (!namesLoops) return;
        var names = indices.Select(Weft.IR.Attribute (index) => new StringAttr(index.Name));
        op.SetAttribute(KernelAttributes.Loops, new ArrayAttr(names.ToSequence()));
    }

    /// <summary>An extent of an array, in memory or as a value.</summary>
    public Value Extent(Value array, int dimension) =>
        Add(array.Type is RankedTensorType ? new TensorDimOp(array, Index(dimension)) : new DimOp(array, Index(dimension)));

    public Value Index(long value) => Add(ConstantOp.Index(value));

    public Value Bool(bool value) => Add(ConstantOp.Bool(value));

    public Value Not(Value flag) => Add(new XOrIOp(flag, Bool(true)));
}
