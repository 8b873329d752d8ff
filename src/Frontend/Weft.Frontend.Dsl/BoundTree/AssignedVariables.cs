using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>
/// What a statement assigns that is declared outside of it: the values that a structured loop or branch must carry. Variables
/// come in the order of their first assignment, so that a lowering gives the same text each time.
/// </summary>
public sealed class AssignedVariables : BoundWalker
{
    private readonly HashSet<VariableSymbol> _declared = [];
    private readonly List<VariableSymbol> _variables = [];
    private readonly List<VariableSymbol> _arrays = [];

    private AssignedVariables()
    {
    }

    /// <summary>Assigned as a whole: scalars and, in workflows, arrays.</summary>
    public IReadOnlyList<VariableSymbol> Variables => _variables;

    /// <summary>Arrays that get new elements, by stores or as arguments of kernels.</summary>
    public IReadOnlyList<VariableSymbol> Arrays => _arrays;

    public static AssignedVariables Of(BoundStatement statement)
    {
        var result = new AssignedVariables();
        result.Visit(statement);
        return result;
    }

    /// <summary>Both kinds.</summary>
    public bool Contains(VariableSymbol variable) => _variables.Contains(variable) || _arrays.Contains(variable);

    public override void Visit(BoundStatement statement)
    {
        if (statement is BoundDeclaration declaration) _declared.Add(declaration.Variable);
        base.Visit(statement);
    }

    protected override void VisitAssignment(BoundAssignment assignment) => Add(_variables, assignment.Variable);

    protected override void VisitStore(BoundStore store) => Add(_arrays, store.Array);

    protected override void VisitSliceStore(BoundSliceStore store) => Add(_arrays, store.Array);

    protected override void VisitKernelCall(BoundKernelCall call)
    {
        _declared.UnionWith(call.Declared);
        foreach (var variable in call.Written) Add(variable.IsArray ? _arrays : _variables, variable);
    }

    private void Add(List<VariableSymbol> list, VariableSymbol variable)
    {
        if (!_declared.Contains(variable) && !list.Contains(variable)) list.Add(variable);
    }
}
