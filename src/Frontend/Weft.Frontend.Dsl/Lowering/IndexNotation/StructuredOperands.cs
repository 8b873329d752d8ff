using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>The elements in a body that a structured operation can take as operands: those whose place is an affine map of the point and
/// surely inside their array. Others are loaded in the body, where a fault happens only if it is reached.</summary>
internal sealed class StructuredOperands(IndexDomain domain, IReadOnlyList<BoundStore> outputs, FuncTable funcs) : BoundWalker
{
    private readonly List<StructuredOperand> _inputs = [];

    /// <summary>Each with the elements that it gives.</summary>
    public IReadOnlyList<StructuredOperand> Inputs => _inputs;

    /// <summary>The elements of the outputs as they were: for each the nodes that read it.</summary>
    public IReadOnlyList<List<BoundElement>> Olds { get; } = [.. outputs.Select(_ => new List<BoundElement>())];

    public int OldCount => Olds.Sum(reads => reads.Count);

    /// <summary>Whether the body may stop the program, or takes other loops.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>Whether an operand says how far each of some loops goes.</summary>
    public bool Span(int firstLoop, int endOfLoops) => Enumerable.Range(firstLoop, endOfLoops - firstLoop)
        .All(loop => _inputs.Exists(input => input.Map.Results.Contains(AffineExpr.Dim(loop))));

    public override void Visit(BoundExpression expression)
    {
        HasOthers |= funcs.IsObstacle(expression);
        base.Visit(expression);
    }

    protected override void VisitElement(BoundElement element)
    {
        var map = domain.MapOf(element.Array, element.Subscripts);
        var output = outputs.ToList().FindIndex(store => store.Array == element.Array);
        if (map is null || (output >= 0 && map != domain.MapOf(element.Array, outputs[output].Subscripts)))
        {
            HasOthers = true;
            base.VisitElement(element);
        }
        else if (output >= 0)
        {
            Olds[output].Add(element);
        }
        else if (_inputs.Find(input => input.Array == element.Array && input.Map == map) is { } known)
        {
            known.Elements.Add(element);
        }
        else
        {
            _inputs.Add(new(element.Array, map, [element]));
        }
    }
}

/// <summary>An array, and which of its elements is read at a point.</summary>
internal sealed record StructuredOperand(VariableSymbol Array, AffineMap Map, List<BoundElement> Elements);
