using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Binds a file and what it imports: signatures and constants first, so that declarations may use each other in any order,
/// then bodies; those of generic kernels once for each use of other types.</summary>
/// <param name="files">The file that is compiled, then those that it imports.</param>
/// <param name="threads">How many bodies may be bound at a time.</param>
internal sealed class ProgramBinder(ImmutableArray<FileSyntax> files, int threads)
{
    private readonly ProgramSymbols _program = new(files);
    private readonly List<BoundFunc> _funcs = [];
    private readonly List<BoundKernel> _kernels = [];
    private bool _declarationsAreSound;

    /// <summary>What the names of the compiled file mean, once it is bound.</summary>
    public NameIndex Names => _program.Names;

    public ImmutableArray<CallableSymbol> Callables => [.. _program.Callables];

    /// <param name="instances">Generic kernels that are entries of the program though no declaration says so, as
    /// <c>axpy&lt;f32&gt;</c>.</param>
    public (BoundProgram? Program, DiagnosticBag Diagnostics) Bind(ImmutableArray<string> instances)
    {
        Declare();
        _program.Records.BindAll();
        _program.Constants.BindAll();
        _program.Generics.CheckParameters();
        var whole = !_program.Declarations.Any(declaration => declaration.Syntax.IsBroken);
        _declarationsAreSound = whole && !_program.Bag.HasErrors;
        foreach (var instance in instances) Request(instance);
        BindBodies();
        var (funcs, kernels) = (_funcs.ToImmutableArray(), _kernels.ToImmutableArray());
        // What nobody uses is checked, but does not become part of the program.
        _program.Generics.BindUnused();
        BindBodies();
        _program.Calls.ReportCycles();
        var (schedules, events) = (BindSchedules(), BindEvents());
        if (!whole || _program.Bag.HasErrors) return (null, _program.Bag);
        return (new(funcs, kernels) { Constants = [.. _program.Constants.Arrays], Schedules = schedules, Events = events }, _program.Bag);
    }

    private ImmutableArray<BoundSchedule> BindSchedules()
    {
        // Their names can only be held to kernels that are whole.
        if (_program.Bag.HasErrors) return [];
        var binder = new ScheduleBinder(_kernels);
        return [.. Sound<ScheduleSyntax>().Select(item => binder.Bind(item.Syntax, item.Diagnostics)).OfType<BoundSchedule>()];
    }

    private ImmutableArray<BoundEvent> BindEvents() =>
        [.. Sound<EventSyntax>().Select(item => new EventBinder(_program, item.Diagnostics).Bind(item.Syntax)).OfType<BoundEvent>()];

    private IEnumerable<SoundDeclaration<T>> Sound<T>() where T : DeclarationSyntax =>
        _program.Declarations.Where(declaration => declaration.Syntax is T { IsBroken: false })
            .Select(declaration => new SoundDeclaration<T>((T)declaration.Syntax, declaration.Diagnostics));

    private sealed record SoundDeclaration<T>(T Syntax, BindingDiagnostics Diagnostics);

    private void Declare()
    {
        Dictionary<string, (NameSyntax Name, BindingDiagnostics Diagnostics)> names = [];
        foreach (var declaration in _program.Declarations)
        {
            if (declaration.Syntax.Name.Text.Length == 0 || declaration.Syntax is ImportSyntax or ScheduleSyntax or EventSyntax) continue;
            CheckName(declaration, names);
            if (!GenericTable.TypeParameters(declaration.Syntax).IsEmpty) continue;
            // What a syntax error has left of a signature is known, but not worth more words.
            var broken = declaration.Syntax.IsBroken;
            if ((broken ? declaration.Diagnostics.Muted(() => Symbol(declaration)) : Symbol(declaration)) is { } symbol)
            {
                _program.Add(symbol);
                if (declaration.Syntax is not InstanceSyntax) _program.Generics.Bodies.Enqueue(new(declaration, symbol, null));
            }
        }
    }

    private CallableSymbol? Symbol(SourceDeclaration declaration)
    {
        var binder = new SignatureBinder(_program, declaration.Diagnostics);
        return declaration.Syntax switch
        {
            FuncSyntax func => binder.BindFunc(func, func.Name.Text),
            KernelSyntax kernel => binder.BindKernel(kernel, kernel.Name.Text, declaration.IsImported),
            InstanceSyntax instance => Instance(declaration, instance),
            _ => null,
        };
    }

    private CallableSymbol? Instance(SourceDeclaration declaration, InstanceSyntax syntax)
    {
        if (syntax.IsBroken) return null;
        if (_program.Generics.Find(syntax.Generic.Text) is not { Syntax: KernelSyntax } generic)
        {
            declaration.Diagnostics.Report(
                DslDiagnostics.NotGeneric,
                syntax.Generic.Span,
                syntax.Generic.Text,
                Suggestion.For(syntax.Generic.Text, _program.Generics.Names));
            return null;
        }

        var context = new BodyContext(_program, declaration.Diagnostics, BodyKind.Constant, owner: null);
        if (new TypeArgumentBinder(context).Written(syntax.Types, generic.Syntax, syntax) is not { } types) return null;
        var symbol = _program.Generics.Instantiate(generic, types, syntax.Name.Text);
        return declaration.Diagnostics.Names.Use(syntax.Generic, symbol);
    }

    private void Request(string text)
    {
        if (text.IndexOf('<', StringComparison.Ordinal) is not (> 0 and var open) || !text.EndsWith('>')) return;
        if (_program.Generics.Find(text[..open].Trim()) is not { Syntax: KernelSyntax } generic) return;
        var at = generic.Syntax.Name;
        ImmutableArray<NameSyntax> names =
            [.. text[(open + 1)..^1].Split(',').Select(name => new NameSyntax(name.Trim(), at.Span))];
        var context = new BodyContext(_program, generic.Diagnostics, BodyKind.Constant, owner: null);
        if (new TypeArgumentBinder(context).Written(names, generic.Syntax, at) is { } types)
            _program.Generics.Instantiate(generic, types, $"{at.Text}<{string.Join(",", types.Select(type => type.Name))}>");
    }

    private void CheckName(SourceDeclaration declaration, Dictionary<string, (NameSyntax Name, BindingDiagnostics Diagnostics)> names)
    {
        var name = declaration.Syntax.Name;
        if (name.Text.EndsWith('\''))
            declaration.Diagnostics.Report(DslDiagnostics.PrimedName, name.Span, name.Text);
        else if (ElementTypes.Parse(name.Text) is not null || (declaration.Syntax is FuncSyntax && MathTable.Find(name.Text) is not null))
            declaration.Diagnostics.Report(DslDiagnostics.BuiltinName, name.Span, name.Text);
        else if (!names.TryAdd(name.Text, (name, declaration.Diagnostics)))
            declaration.Diagnostics.ReportWithNote(
                DslDiagnostics.AlreadyDeclared,
                name.Span,
                names[name.Text].Diagnostics.LocationOf(names[name.Text].Name.Span),
                "first declared here",
                name.Text);
    }

    private void BindBodies()
    {
        if (_declarationsAreSound && new BodiesSideBySide(_program, threads).TryBind(out var bodies)) bodies.ForEach(Keep);
        while (_program.Generics.Bodies.TryDequeue(out var body))
        {
            var (syntax, diagnostics) = (body.Declaration.Syntax, body.Declaration.Diagnostics);
            diagnostics.Names.Declare(syntax.Name, body.Symbol);
            // What is wrong in a broken declaration has been said; what its names mean is still worth knowing.
            if (syntax.IsBroken) diagnostics.Muted(() => BindBody(body));
            else BindBody(body);
        }
    }

    private int BindBody(PendingBody body)
    {
        Keep(new BodyBinder(_program, _declarationsAreSound).Bind(body));
        return 0;
    }

    private void Keep(BoundBody body)
    {
        if (body.Func is { } func) _funcs.Add(func);
        if (body.Kernel is { } kernel) _kernels.Add(kernel);
    }
}
