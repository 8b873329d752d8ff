using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Looks for a variable.</summary>
internal sealed class VariableSearch : BoundWalker
{
    private readonly VariableSymbol _variable;
    private bool _found;

    private VariableSearch(VariableSymbol variable) => _variable = variable;

    public static bool Contains(BoundExpression expression, VariableSymbol variable)
    {
        var search = new VariableSearch(variable);
        search.Visit(expression);
        return search._found;
    }

    protected override void VisitVariable(BoundVariable variable) => _found |= variable.Variable == _variable;
}
