using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Text;

/// <summary>
/// Reads operations. Its public methods are what custom forms are parsed with: they return false (or null) after recording an
/// error, so that a form is one conjunction of its parts.
/// </summary>
public sealed class IrParser
{
    private readonly Stack<OperationState> _states = new();
    private readonly GenericForm _generic;
    private readonly ResultNames _names;

    /// <param name="outer">Who reads the file, when this one reads a part of it: its aliases and what is one for the whole file.</param>
    /// <param name="threads">How many read bodies of functions, which are passed over then; with one thread none is.</param>
    internal IrParser(IrContext context, TokenReader tokens, IrParser? outer = null, int threads = 1)
    {
        (Context, Tokens) = (context, tokens);
        Nesting = new Nesting(Tokens);
        Types = new TypeParser(this);
        Attributes = new AttributeParser(this, outer?.Attributes);
        Locations = new LocationParser(this);
        Operands = new OperandParser(this);
        Regions = new RegionParser(this);
        Aliases = new AliasDefinitions(this, outer?.Aliases);
        if (threads > 1) Bodies = new FunctionBodies(this, threads);
        _generic = new GenericForm(this);
        Custom = new CustomForm(this);
        _names = new ResultNames(this);
    }

    public IrContext Context { get; }

    public TokenReader Tokens { get; }

    public TypeParser Types { get; }

    public AttributeParser Attributes { get; }

    public LocationParser Locations { get; }

    internal AliasDefinitions Aliases { get; }

    internal Nesting Nesting { get; }

    public OperandParser Operands { get; }

    internal RegionParser Regions { get; }

    internal CustomForm Custom { get; }

    /// <summary>The bodies that are passed over; null where none is.</summary>
    internal FunctionBodies? Bodies { get; }

    public DiagnosticBag Diagnostics => Tokens.Diagnostics;

    /// <summary>Names are one space for the whole file; isolation is the verifier's business.</summary>
    internal SsaScope Scope { get; } = new();

    /// <summary>Whether reading goes on after an error, so that one mistake hides no other.</summary>
    internal bool Recovers { get; init; }

    /// <summary>Whether the results of the operation at hand are given names.</summary>
    public bool IsNamed { get; private set; }

    /// <inheritdoc cref="FileParser.Parse"/>
    public static ModuleOp? ParseModule(
        IrContext context, byte[] source, string file, DiagnosticBag diagnostics, ParseOptions? options = null) =>
        FileParser.Parse(context, source, file, diagnostics, options ?? ParseOptions.Default);

    public static ModuleOp? ParseModule(
        IrContext context, string source, string file, DiagnosticBag diagnostics, ParseOptions? options = null) =>
        ParseModule(context, ByteText.Encode(source), file, diagnostics, options);

    /// <summary>A reader of function bodies of the same file, for another thread. Its errors are its own.</summary>
    internal IrParser Fork() => new(Context, Tokens.Fork(), this);

    /// <summary>Reads a body that was passed over. False when it is not right, or not by itself.</summary>
    internal bool ParseBody(FunctionBody body)
    {
        Tokens.Reset(body.Start);
        Regions.Depth = body.Depth;
        return Custom.ParseRegion(body.Region, body.Dialect, body.EntryArguments)
            && Tokens.PreviousEnd == body.End && !body.Region.IsEmpty && Scope.Placeholders.Count == 0;
    }

    /// <summary>Looks up what may be defined below its use. False after recording an error.</summary>
    internal bool Settle()
    {
        var before = Diagnostics.ErrorCount;
        CheckUndefined();
        if (Diagnostics.ErrorCount == before) Locations.Settle();
        return Diagnostics.ErrorCount == before;
    }

    /// <summary>Records an error of the custom form that is being read. Always false.</summary>
    public bool Error(string message) => Custom.IsOpen ? ErrorAt(Tokens.Current.Start, message) : Tokens.Error(message);

    public bool ErrorAt(int position, string message) => Tokens.ErrorAt(position, Custom.Prefixed(message));

    /// <summary>Records an error at the name of the operation that is being read. Always false.</summary>
    public bool ErrorAtName(OperationState state, string message) =>
        Tokens.Report(Diagnostic.Error(state.Location, Custom.Prefixed(message)));

    /// <summary>A word of a custom form.</summary>
    public bool ExpectWord(string word) => Tokens.AcceptWord(word) || Error($"expected '{word}'");

    /// <summary>A type of the kind that the constraint asks for; whether it is one that the constraint accepts is for the verifier to say.
    /// </summary>
    public IrType? ParseType(TypeConstraint constraint)
    {
        var start = Tokens.Current.Start;
        if (Types.Parse() is not { } type) return null;
        if (constraint.IsKind(type)) return type;
        ErrorAt(start, "invalid kind of type specified");
        return null;
    }

    /// <summary>One operation, in either form; not yet part of a block.</summary>
    public Operation? ParseOperation()
    {
        ResultName? results = null;
        var start = Tokens.Current.Start;
        if (Tokens.Is(TokenKind.Percent) && (results = _names.Parse()) is null) return null;
        IsNamed = results is not null;
        var op = Tokens.Kind switch
        {
            TokenKind.String => _generic.Parse(),
            TokenKind.Word when !Tokens.AtIntegerType() => Custom.Parse(),
            _ => NoOperation(),
        };
        if (op is null || (Tokens.IsWord("loc") && !ParseLocation(op))) return null;
        return results is null || _names.Define(op, results, start) ? op : null;
    }

    private Operation? NoOperation() => Tokens.FailBefore<Operation>("expected operation name in quotes");

    private bool ParseLocation(Operation op) => Locations.ParseTrailing(location => op.Location = location);

    /// <summary>An empty state, used before where there is one: operations copy what they take.</summary>
    internal OperationState Begin(OpInfo info, int position)
    {
        var location = Tokens.LocationAt(position);
        return _states.Count > 0 ? _states.Pop().Restart(info, location) : new(info, location);
    }

    internal Operation Build(OperationState state)
    {
        var op = state.Build();
        _states.Push(state);
        return op;
    }

    /// <summary>A type of a class, where another will not do.</summary>
    public T? ParseType<T>() where T : IrType
    {
        var start = Tokens.Current.Start;
        if (Types.Parse() is not { } type) return null;
        if (type is not T) ErrorAt(start, "invalid kind of type specified");
        return type as T;
    }

    /// <summary>Whether the type of a value, from which others follow, is as declared.</summary>
    public bool RequireType(OperationState state, string name, TypeConstraint constraint, IrType type) =>
        constraint.Accepts(type) || ErrorAtName(state, $"'{name}' must be {constraint.Summary}, but got '{type}'");

    /// <summary><c>{...}</c>: inherent attributes go to the properties, others to the discardable ones.</summary>
    /// <param name="isChecked">Whether the inherent ones are held to the declaration here and now, as declared forms do.</param>
    public bool ParseAttrDict(OperationState state, bool isChecked = false)
    {
        var start = Tokens.Current.Start;
        var entries = new List<NamedAttribute>();
        if (!Attributes.ParseNamedList(entries)) return false;
        foreach (var entry in entries) state.SetAttribute(entry.Name, entry.Value);
        if (!isChecked || state.Info.Declaration.Refused(entries) is not { } refused) return true;
        var message = $"'{state.Info.Name}' op attribute '{refused.Name}' failed to satisfy constraint: {refused.Summary}";
        return Custom.IsOpen ? ErrorAt(start, message) : Tokens.Report(Diagnostic.Error(state.Location, message));
    }

    public bool ParseOptionalAttrDict(OperationState state, bool isChecked = false) =>
        !Tokens.Is(TokenKind.LeftBrace) || ParseAttrDict(state, isChecked);

    public bool ParseOptionalAttrDictWithKeyword(OperationState state, bool isChecked = false) =>
        !Tokens.AcceptWord("attributes") || ParseAttrDict(state, isChecked);

    /// <summary>A region in braces. In custom forms <c>{}</c> stands for the one empty block of a single-block region.</summary>
    /// <param name="owner">The operation that will hold it: decides on the default dialect.</param>
    /// <param name="entryArguments">Arguments that the operation's syntax named; their types are known.</param>
    /// <param name="whenEmpty">What is said of a region without blocks, where it needs some.</param>
    public bool ParseRegion(
        Region region, OpInfo owner, IReadOnlyList<RegionArgument>? entryArguments = null, string? whenEmpty = null)
    {
        var start = Tokens.Current.Start;
        if (Postpone(region, owner, entryArguments)) return true;
        if (!Custom.ParseRegion(region, Custom.DialectIn(owner), entryArguments)) return false;
        if (region.IsEmpty && owner.Has(OpTraits.SingleBlock)) region.AddBlock();
        return !region.IsEmpty || whenEmpty is null || ErrorAt(start, whenEmpty);
    }

    internal bool ParseWrittenRegion(Region region, OpInfo owner, IReadOnlyList<RegionArgument>? entryArguments) =>
        Postpone(region, owner, entryArguments) || Custom.ParseRegion(region, Custom.DialectIn(owner), entryArguments);

    private bool Postpone(Region region, OpInfo owner, IReadOnlyList<RegionArgument>? entryArguments) =>
        Bodies is not null && Bodies.Postpone(region, owner, Custom.DialectIn(owner), entryArguments);

    internal bool Define(string name, ReadOnlySpan<Value> values, int position) =>
        _names.Define(Scope.Name(ByteText.Encode(name)), values, position);

    /// <summary><c>^name</c>.</summary>
    public Block? ParseSuccessor() => Regions.ParseSuccessor();

    private void CheckUndefined()
    {
        foreach (var use in Scope.Placeholders.Values.OrderBy(u => u.Position))
            Tokens.ErrorAt(use.Position, "use of undeclared SSA value name");
    }
}
