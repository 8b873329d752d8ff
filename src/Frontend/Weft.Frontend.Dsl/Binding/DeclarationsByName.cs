using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The declarations of one kind, for tables that bind each when it is first needed; of several with one name, the first.</summary>
internal sealed class DeclarationsByName<T> where T : DeclarationSyntax
{
    private readonly Dictionary<string, SourceDeclaration> _declared = [];
    private readonly List<string> _underway = [];

    public DeclarationsByName(ProgramSymbols program)
    {
        foreach (var declaration in program.Declarations)
            if (declaration.Syntax is T syntax)
                _declared.TryAdd(syntax.Name.Text, declaration);
    }

    public IEnumerable<string> Names => _declared.Keys;

    /// <summary>How many are being bound, each since the one before needs it.</summary>
    public int Depth => _underway.Count;

    public SourceDeclaration? Find(string name) => _declared.GetValueOrDefault(name);

    public void Begin(string name) => _underway.Add(name);

    public void End() => _underway.RemoveAt(_underway.Count - 1);

    /// <summary>The way from a declaration that is being bound back to itself, <c>a -> b -> a</c>; null of others.</summary>
    public string? CycleOf(string name) =>
        _underway.Contains(name) ? string.Join(" -> ", _underway.SkipWhile(other => other != name).Append(name)) : null;
}
