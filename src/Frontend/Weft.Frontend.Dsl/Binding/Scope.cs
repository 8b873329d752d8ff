using System.Diagnostics.CodeAnalysis;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The variables that a block can see: its own and those around it.</summary>
/// <param name="provide">Gives names a meaning here that nothing declares; null for none.</param>
internal sealed class Scope(Scope? outer = null, Func<string, VariableSymbol?>? provide = null)
{
    private readonly Dictionary<string, VariableSymbol> _variables = [];

    public IEnumerable<string> Names => outer is null ? _variables.Keys : _variables.Keys.Concat(outer.Names);

    public bool TryFind(string name, [NotNullWhen(true)] out VariableSymbol? variable)
    {
        if (_variables.TryGetValue(name, out variable)) return true;
        variable = provide?.Invoke(name);
        return variable is not null || (outer?.TryFind(name, out variable) ?? false);
    }

    public void Add(VariableSymbol variable) => _variables[variable.Name] = variable;
}
