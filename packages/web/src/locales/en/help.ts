export default {
  title: 'Help',
  lead: 'Choose what you want to do. Each page says where to begin, what comes next and how long it takes.',
  face: 'How to use Hongchuang: giving, publishing a project, giving as a unit, reviewing, the treasury and auditing.',
  more: 'Other help',
  topics: {
    donor: {
      title: 'Make a gift',
      lead: 'You need no account. From the project to the receipt it usually takes a minute.',
      text: `## How to give

1. Open a project that is raising money, and press “Give”.
2. Choose an amount. The suggested ones say what they pay for; your own may be anything from {{min}}.
3. Choose in whose name: your own, that of your unit, or anonymously. Anonymous gifts count, and their names stay private.
4. Choose how to pay. Payments by phone arrive at once. For a bank transfer put the code into the remark, because the treasurer finds your gift by it.

## When has it arrived?

For payments by phone the payment service tells us, usually within seconds. Bank transfers are confirmed by a treasurer who reads the bank's statement. A pledge that is not paid within {{expiry}} days lapses and costs nothing; the treasurer still finds a later transfer by its code.

## Receipt and certificate

The receipt is made by itself when the money is there. Receipts have numbers without gaps, and everybody can check one on “Check a receipt”. “My gifts” has your receipts, certificates and annual statements. If you need an official invoice, enter its title there.

## Where does my money go?

It waits in the special account, and pays a stage after that stage was done and verified. The page of your gift says which stage used how much, and you can verify the ledger in your browser.

## What if the project fails?

What was not used goes back to where it came from, and you are told. The page of the project says what happens when it does not reach its goal.`,
    },
    organization: {
      title: 'Publish a project',
      lead: 'From the first unit to the first gift, for the Party branch of a social-work organisation.',
      text: `## Before you begin

Sign up, confirm your address, create your unit in the “Workspace” with its credit code and ask for its verification. Reviewers check it. You can write projects while you wait and submit them afterwards.

## Writing a good project

Press “Publish a project” in the workspace. What you type is saved by itself, and the other editors of your unit can go on with it.

- The **summary** says in one sentence what you do, and for whom.
- Each **stage** has a result, a budget and a date. Stages are paid one by one, so somebody must be able to verify each of them.
- Two to four **examples of gifts** say what such an amount makes possible.
- **Indicators** say what is to change. You answer them with data later.

## Review and public notice

A reviewer approves the project, asks for changes or rejects it, always with a reason, and you are told. An approved project stands on public notice for {{notice}} days. An objection has to be answered first; then funding opens by itself.

## Work and reports

When a stage is done, report it with evidence on the page where you edit the project. A reviewer verifies it, and the treasurer pays the account that your unit registered. A project also owes the public reports by fixed dates. While one is late, new projects cannot be submitted.

## Staying in touch

Write “Updates” with photos from your phone: donors and followers are told. Please answer questions in public on the page of the project.`,
    },
    sponsor: {
      title: 'Give as a unit',
      lead: 'How the Party groups of enterprises and other units give, follow the work and prove it.',
      text: `## Joining your unit

Ask an owner of the unit for an invitation, or create the unit in the “Workspace” and ask for its verification. Choose the unit when you give: receipt and certificate then name it with its credit code, and the person who handled the gift may stay unnamed.

## Paying for a stage

The page of a project lists the budget of each stage. You may give any amount to the project; gifts are used in the order in which they arrived.

## Watching the work

Figures on the page of a project are live. The page of the unit lists everything given in its name, and annual statements can be downloaded. The page of each gift says which stage used it and when it was paid, and the ledger proves it.

## Official invoices

Enter the title and the tax number once beside a receipt. The treasurer gets the list and records the number of the invoice.

## Passing it on

“Share” on the page of a project has a short link, posters, and a live box for your own site.`,
    },
    reviewer: {
      title: 'Review projects',
      lead: "What waits on the reviewer's desk, and how to work through it.",
      text: `## Where to begin

Open “Review”. Each tab shows how much waits; what is due first comes first. J and K move through the list. Each decision can be taken back for 10 seconds.

## Reading a project

The document is on the left, the decision on the right. When a project comes again, its changes stand side by side. Ask: for whom, what exactly, can each stage be verified, is the budget sound, and how will we know that it worked?

When you send a project back, write what has to change. The unit works by your words.

## Verifying a stage

Compare the report with its evidence. Money can be paid only after you have verified the stage; send it back when something is missing. Who verified a stage cannot sign its payment.

## Objections and questions

An objection during the public notice has to be answered in time. You can hide a question that does not belong in public, with a reason.

## Staying impartial

Leave projects of units to which you belong to a colleague. The platform refuses one person both decisions and payments in a project.`,
    },
    treasurer: {
      title: 'Keep the special account',
      lead: 'Statements, payments and refunds. Every step that moves money out has a second person.',
      text: `## Importing a statement

Upload the CSV or Excel file of the bank under “Treasury”. Columns and rows are recognised, and codes in remarks propose which pledge a line pays. Rows in doubt wait for you. You are told when a total in the file differs from its lines.

## Confirming payments

Matched lines can be confirmed together. You may also confirm one pledge by the reference and the day of the bank; the receipt has that day. A colleague confirms your own gifts.

## Paying a stage

One person prepares the payment of a verified stage, and above the limit another one signs it. It goes to the account that the unit registered and a treasurer verified.

## Refunds and corrections

Refund orders need two people as well. A mistaken confirmation can be taken back: nothing in the ledger changes, an opposite entry is added, and the receipt becomes void with its reason.

## At the end of the day

The comparison of account and ledger shows whether the two balances are equal. A difference of one fen is shown.`,
    },
    auditor: {
      title: 'Audit and verify',
      lead: 'You may see everything and change nothing.',
      text: `## What you see

The auditor's role opens every desk and every record, and allows no decision.

## The record of acts

It holds who did what and when, with the values before and after, and who looked at personal data. Search by person, project or time and download it. The record is signed as well.

## Verifying the ledger

Download the ledger on the page “Proof” and verify it offline with the small program that comes with it. It names every entry that was changed, and does not depend on this platform.

## Worth a look

The platform lists unusual patterns, such as one bank reference used twice, or payments just below a limit. They are hints and no verdicts.`,
    },
  },
  about: {
    title: 'About Hongchuang',
    face: 'Hongchuang is the open-source platform for red venture philanthropy: projects by Party branches, paid stage by stage, and every fen can be traced.',
    text: `Party branches of social-work organisations design public-service projects. Party groups of enterprises, other units and individuals pay for them. A municipal department reviews, verifies and answers for the result. This is red venture philanthropy.

## What we hold to

- **Money follows results.** It waits in a special account and pays a stage after that stage was verified.
- **Every fen can be traced.** The books are public, the ledger only grows and is signed, and everybody can verify it on their own computer.
- **Two people.** Payments, refunds and important rights need a second signature, and nobody decides about their own case.
- **Little data about people, and none in public.** Anonymous gifts stay anonymous, and every look at personal data is recorded.
- **No platform fee.** All of a gift goes to its project. The bank's charges stand in the books by themselves.

## Open source

Hongchuang is open-source software (Apache License 2.0). Any city can run it, and anybody can check how it treats money and data.`,
    operator: 'Who runs this site',
    noOperator: 'The operator has not said so yet.',
  },
  contact: {
    title: 'Contact',
    face: 'How to reach the operator of the platform, the treasury and the people responsible for security.',
    lead: 'With a question about a gift, please tell us the code of the transfer or the number of the receipt.',
    operator: 'Operator',
    phone: 'Telephone',
    email: 'E-mail',
    address: 'Address',
    security: 'Report a security problem',
    none: 'The operator of this site has not published any contact yet.',
    other: 'You can also',
    question: 'Ask about a project in public on its page; the unit answers there.',
    receipt: 'Check whether a receipt is genuine on “Check a receipt”.',
    data: 'See, download or delete your personal data under “My account”.',
  },
  terms: {
    title: 'Terms of use',
    face: 'The rules of Hongchuang: pledges, refunds, what is public, and responsibilities.',
    text: `## Pledges

Giving is voluntary. A pledge that is not paid within {{expiry}} days lapses and binds nobody. Money that arrived is used for the project that you chose, and for nothing else.

## How money is used

It is kept in the special account and paid out by the published stages and budgets, after verification. Each stage uses the gifts that arrived first.

## Money that goes back

When a project ends early, what was not used goes back to its donors by the way it came. What paid a verified stage does not. A payment that was confirmed by mistake is corrected, and its receipt becomes void.

## What is public

Projects, books, reports and the numbers of receipts are public. A donor's name is public or not, as the donor chose. When a unit gives in its own name, the receipt shows its name and credit code.

## What you publish

Projects, updates, questions and messages must be true and must not reveal personal data of others. Unsuitable content is taken down with a reason. The platform may show your texts and pictures on its pages and in what people share of them.

## Accounts

An account is used by its holder only. Acts that concern money, roles or data of others need a new proof of identity and are recorded.

## Service

We do our best to keep the platform available, and nothing that it confirmed to you is lost. Where a bank or a payment service causes a delay, its records decide.

How personal data is treated is said in the privacy notice.`,
  },
};
