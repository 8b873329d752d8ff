using System.Diagnostics.CodeAnalysis;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The variables that a block can see: its own and those around it.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, VariableSymbol> _variables = [];

    public Scope? Outer => outer;

    public IEnumerable<string> Names => outer is null ? _variables.Keys : _variables.Keys.Concat(outer.Names);

    public bool TryFind(string name, [NotNullWhen(true)] out VariableSymbol? variable) =>
        _variables.TryGetValue(name, out variable) || (outer?.TryFind(name, out variable) ?? false);

    public void Add(VariableSymbol variable) => _variables[variable.Name] = variable;
}
