using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The declarations of a file and who calls whom.</summary>
internal sealed class ProgramSymbols(FileSyntax file)
{
    private readonly Dictionary<string, CallableSymbol> _callables = [];

    public BindingDiagnostics Diagnostics { get; } = new(file);

    public ConstantTable Constants => field ??= new(this, file);

    public CallGraph Calls { get; } = new();

    public IEnumerable<string> CallableNames => _callables.Keys;

    public CallableSymbol? Find(string name) => _callables.GetValueOrDefault(name);

    public void Add(CallableSymbol symbol) => _callables.TryAdd(symbol.Name, symbol);
}
