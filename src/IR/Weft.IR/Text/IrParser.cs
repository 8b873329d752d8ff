using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.IR.Text;

/// <summary>
/// Reads operations. Its public methods are what custom forms are parsed with: they return false (or null) after recording an
/// error, so that a form is one conjunction of its parts.
/// </summary>
public sealed class IrParser
{
    private readonly Stack<string> _defaultDialects = new(["builtin"]);
    private readonly Stack<OperationState> _states = new();
    private readonly FileMetadataParser _metadata;
    private readonly GenericForm _generic;
    private readonly FunctionBodies? _bodies;
    private string? _customOp;

    internal IrParser(IrContext context, byte[] source, string file, DiagnosticBag diagnostics)
        : this(context, new TokenReader(source, file, diagnostics))
    {
    }

    /// <param name="outer">Who reads the file, when this one reads a part of it: its aliases and what is one for the whole file.</param>
    private IrParser(IrContext context, TokenReader tokens, IrParser? outer = null, int threads = 1)
    {
        (Context, Tokens) = (context, tokens);
        Nesting = new Nesting(Tokens);
        Types = new TypeParser(this);
        Attributes = new AttributeParser(this, outer?.Attributes);
        Locations = new LocationParser(this);
        Operands = new OperandParser(this);
        Regions = new RegionParser(this);
        Aliases = new AliasDefinitions(this, outer?.Aliases);
        if (threads > 1) _bodies = new FunctionBodies(this, threads);
        _metadata = new FileMetadataParser(this);
        _generic = new GenericForm(this);
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

    public DiagnosticBag Diagnostics => Tokens.Diagnostics;

    /// <summary>Names are one space for the whole file; isolation is the verifier's business.</summary>
    internal SsaScope Scope { get; } = new();

    /// <summary>Whether reading goes on after an error, so that one mistake hides no other.</summary>
    internal bool Recovers { get; private init; }

    /// <summary>Whether the results of the operation at hand are given names.</summary>
    public bool IsNamed { get; private set; }

    /// <summary>Parses a file: one <c>builtin.module</c>, or operations that get one around them. Null after an error.</summary>
    public static ModuleOp? ParseModule(
        IrContext context, byte[] source, string file, DiagnosticBag diagnostics, ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        var isLarge = options.Threads > 1 && source.Length >= FunctionBodies.WorthThreads;
        if (isLarge && ParseInParallel(context, source, file, options.Threads) is { } read) return read;
        var before = diagnostics.ErrorCount;
        var parser = new IrParser(context, source, file, diagnostics) { Recovers = options.Recovers };
        var module = parser.ParseTopLevel();
        return diagnostics.ErrorCount == before ? module : null;
    }

    public static ModuleOp? ParseModule(
        IrContext context, string source, string file, DiagnosticBag diagnostics, ParseOptions? options = null) =>
        ParseModule(context, ByteText.Encode(source), file, diagnostics, options);

    // Null when there is a mistake somewhere: which one is said first, only reading line after line can tell.
    private static ModuleOp? ParseInParallel(IrContext context, byte[] source, string file, int threads)
    {
        var diagnostics = new DiagnosticBag();
        var parser = new IrParser(context, new TokenReader(source, file, diagnostics), threads: threads);
        var module = parser.ParseTopLevel();
        return !diagnostics.HasErrors && parser._bodies!.ParseAll() ? module : null;
    }

    /// <summary>A reader of function bodies of the same file, for another thread. Its errors are its own.</summary>
    internal IrParser Fork() => new(Context, Tokens.Fork(), this);

    /// <summary>Reads a body that was passed over. False when it is not right, or not by itself.</summary>
    internal bool ParseBody(FunctionBody body)
    {
        Tokens.Reset(body.Start);
        Regions.Depth = body.Depth;
        return ReadRegion(body.Region, body.Dialect, body.EntryArguments)
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
    public bool Error(string message) => _customOp is null ? Tokens.Error(message) : ErrorAt(Tokens.Current.Start, message);

    public bool ErrorAt(int position, string message) => Tokens.ErrorAt(position, Prefixed(message));

    /// <summary>Records an error at the name of the operation that is being read. Always false.</summary>
    public bool ErrorAtName(OperationState state, string message) =>
        Tokens.Report(Diagnostic.Error(state.Location, Prefixed(message)));

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

    private string Prefixed(string message) => _customOp is null ? message : $"custom op '{_customOp}' {message}";

    private ModuleOp ParseTopLevel()
    {
        var before = Diagnostics.ErrorCount;
        var module = new ModuleOp { Location = Tokens.StartOfFile };
        var body = module.Body.AddBlock();
        while (!Tokens.Is(TokenKind.EndOfFile) && !Tokens.Is(TokenKind.Error))
        {
            var start = Tokens.Current.Start;
            Nesting.Restart();
            var ok = Tokens.Kind switch
            {
                TokenKind.Hash => Aliases.DefineAttribute(),
                TokenKind.Exclamation => Aliases.DefineType(),
                TokenKind.MetadataBegin => _metadata.Parse(),
                _ => ParseOperation() is { } op && AppendTo(body, op),
            };
            if (ok) continue;
            if (!Recovers) break;
            Tokens.SkipFrom(start, inRegion: false);
        }

        if (Diagnostics.ErrorCount == before) Settle();
        // A single module is the file itself.
        if (body.First is ModuleOp single && body.Last == single)
        {
            body.Remove(single);
            module = single;
        }

        module.Metadata = new([.. Aliases.Written], _metadata.Dialects, _metadata.External);
        return module;
    }

    private static bool AppendTo(Block block, Operation op)
    {
        block.Append(op);
        return true;
    }

    /// <summary>One operation, in either form; not yet part of a block.</summary>
    public Operation? ParseOperation()
    {
        ResultName? results = null;
        var start = Tokens.Current.Start;
        if (Tokens.Is(TokenKind.Percent) && (results = ParseResultNames()) is null) return null;
        IsNamed = results is not null;
        var op = Tokens.Kind switch
        {
            TokenKind.String => _generic.Parse(),
            TokenKind.Word when !Tokens.AtIntegerType() => ParseCustom(),
            _ => NoOperation(),
        };
        if (op is null || (Tokens.IsWord("loc") && !ParseLocation(op))) return null;
        return DefineResults(op, results, start) ? op : null;
    }

    private Operation? NoOperation()
    {
        Tokens.ErrorBefore("expected operation name in quotes");
        return null;
    }

    private bool ParseLocation(Operation op) => Locations.ParseTrailing(location => op.Location = location);

    // The names before an '=', the first of them; null after an error.
    private ResultName? ParseResultNames()
    {
        ResultName? first = null, last = null;
        do
        {
            var token = Tokens.Current;
            if (!Tokens.Expect(TokenKind.Percent, "expected valid ssa identifier")) return null;
            var count = 1L;
            if (Tokens.Accept(TokenKind.Colon))
            {
                if (ParseResultCount() is not { } written) return null;
                count = written;
            }

            var name = new ResultName(Scope.Name(Tokens.Bytes(token.Start + 1, token.End)), count, token.Start);
            if (last is null) first = name;
            else last.Next = name;
            last = name;
        }
        while (Tokens.Accept(TokenKind.Comma));
        return Tokens.Expect(TokenKind.Equal, "expected '=' after SSA name") ? first : null;
    }

    private long? ParseResultCount()
    {
        if (!Tokens.Is(TokenKind.Integer))
        {
            Tokens.ErrorBefore("expected integer number of results");
            return null;
        }

        if (!long.TryParse(Tokens.Text(Tokens.Current), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
        {
            Tokens.Error("expected named operation to have at least 1 result");
            return null;
        }

        Tokens.Advance();
        return count;
    }

    private bool DefineResults(Operation op, ResultName? results, int start)
    {
        if (results is null) return true;
        var expected = 0m;
        for (var result = results; result is not null; result = result.Next) expected += result.Count;
        if (op.Results.Length == 0) return Tokens.ErrorAt(start, "cannot name an operation with no results");
        if (op.Results.Length != expected)
            return Tokens.ErrorAt(start, $"operation defines {op.Results.Length} results but was provided {expected} to bind");
        var values = op.AllResults;
        for (var result = results; result is not null; result = result.Next)
        {
            if (!Define(result.Name, values.Slice(0, (int)result.Count), result.Position)) return false;
            values = values.Slice((int)result.Count);
        }

        return true;
    }

    internal bool Define(string name, ReadOnlySpan<Value> values, int position) =>
        Define(Scope.Name(ByteText.Encode(name)), values, position);

    /// <summary>Binds a name to values and settles earlier uses of it.</summary>
    private bool Define(SsaName name, ReadOnlySpan<Value> values, int position) =>
        Scope.TryDefine(name, values) || DefineUsed(name, values, position);

    private bool DefineUsed(SsaName name, ReadOnlySpan<Value> values, int position)
    {
        var settled = true;
        var earlier = Scope.Define(name, values, (placeholder, value, use) =>
        {
            if (placeholder.Type == value.Type) return true;
            settled = false;
            return TypeMismatch(use.Name, value.Type, placeholder.Type, position, Tokens.LocationAt(use.Position));
        });
        if (earlier is null) return true;
        if (!settled) return false;
        return Tokens.Report(
            Diagnostic.Error(Tokens.LocationAt(position), $"redefinition of SSA value '%{name.Text}'").WithNote(
            earlier.Location, "previously defined here"));
    }

    internal bool TypeMismatch(string name, IrType expected, IrType actual, int position, Location prior) =>
        Tokens.Report(Diagnostic
            .Error(Tokens.LocationAt(position), $"definition of SSA value '%{name}#0' has type '{expected}'")
            .WithNote(prior, $"previously used here with type '{actual}'"));

    private Operation? ParseCustom()
    {
        var token = Tokens.Current;
        var written = Tokens.Text(token);
        var name = written.IndexOf('.') >= 0 ? written : $"{_defaultDialects.Peek()}.{written}";
        var info = Context.FindOp(name);
        Tokens.Advance();
        if (info?.Parse is null)
        {
            Tokens.ErrorAt(token.Start, info is null && name != written && _defaultDialects.Peek().Length > 0
                ? $"custom op '{written}' is unknown (tried '{name}' as well)"
                : info is null ? UnknownCustom(written) : $"custom op '{name}' has no custom assembly form");
            return null;
        }

        var state = Begin(info, token.Start);
        var outer = _customOp;
        _customOp = info.Name;
        var parsed = info.Parse(this, state);
        _customOp = outer;
        return parsed ? Build(state) : null;
    }

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

    private string UnknownCustom(string name)
    {
        var dot = name.IndexOf('.');
        var dialect = dot < 0 ? "" : name.Substring(0, dot);
        return dot < 0 || Context.FindDialect(dialect) is not null
            ? $"custom op '{name}' is unknown"
            : $"Dialect `{dialect}' not found for custom op '{name}'";
    }

    /// <summary>A function type where another type will not do.</summary>
    public FunctionType? ParseFunctionType()
    {
        var start = Tokens.Current.Start;
        if (Types.Parse() is not { } type) return null;
        if (type is not FunctionType) ErrorAt(start, "invalid kind of type specified");
        return type as FunctionType;
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
        foreach (var attribute in isChecked && entries.Count > 0 ? state.Info.Declaration.Attributes : [])
            if (entries.Find(e => e.Name == attribute.Name).Value is { } value && !attribute.Accepts(value))
            {
                var message = $"'{state.Info.Name}' op attribute '{attribute.Name}' failed to satisfy constraint: {attribute.Summary}";
                return _customOp is null ? Tokens.Report(Diagnostic.Error(state.Location, message)) : ErrorAt(start, message);
            }

        return true;
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
        if (!ReadRegion(region, DialectIn(owner), entryArguments)) return false;
        if (region.IsEmpty && owner.Has(OpTraits.SingleBlock)) region.AddBlock();
        return !region.IsEmpty || whenEmpty is null || ErrorAt(start, whenEmpty);
    }

    internal bool ParseWrittenRegion(Region region, OpInfo owner, IReadOnlyList<RegionArgument>? entryArguments) =>
        Postpone(region, owner, entryArguments) || ReadRegion(region, DialectIn(owner), entryArguments);

    private bool Postpone(Region region, OpInfo owner, IReadOnlyList<RegionArgument>? entryArguments) =>
        _bodies is not null && _bodies.Postpone(region, owner, DialectIn(owner), entryArguments);

    // The generic form does not change what a name without dialect means.
    private string DialectIn(OpInfo owner) => _customOp is null ? _defaultDialects.Peek() : owner.DefaultDialect;

    private bool ReadRegion(Region region, string dialect, IReadOnlyList<RegionArgument>? entryArguments)
    {
        _defaultDialects.Push(dialect);
        var customOp = _customOp;
        _customOp = null;
        var parsed = Regions.Parse(region, entryArguments);
        _customOp = customOp;
        _defaultDialects.Pop();
        return parsed;
    }

    /// <summary><c>^name</c>.</summary>
    public Block? ParseSuccessor() => Regions.ParseSuccessor();

    private void CheckUndefined()
    {
        foreach (var use in Scope.Placeholders.Values.OrderBy(u => u.Position))
            Tokens.ErrorAt(use.Position, "use of undeclared SSA value name");
    }

    // A reference type: shipped machine code covers collections of them, whereas those of our own structs are compiled at each start.
    private sealed record ResultName(SsaName Name, long Count, int Position)
    {
        public ResultName? Next { get; set; }
    }
}
