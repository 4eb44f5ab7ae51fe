import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { CampaignKind } from './campaign.enums.js';

/** Everybody sees it once it is published; before, only its unit and those who see the queue. */
@Entity('campaigns')
@ObjectType({ description: 'A campaign: a unit calls for gifts to some projects, between two moments.' })
export class Campaign {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the campaign.' })
  id: string;

  @Column(column.id())
  organizerId: string;

  @Column(column.id())
  authorId: string;

  @Column(column.text())
  @Field(() => CampaignKind, { description: 'Its kind.' })
  kind: CampaignKind;

  @Column(column.text())
  @Field(() => String, { description: 'The title, up to 60 characters.' })
  title: string;

  @Column(column.text())
  @Field(() => String, { description: 'What it is about, up to 200 characters.' })
  theme: string;

  @Column(column.longText())
  @Field(() => String, { description: 'Its rules, in Markdown. Raw HTML in it is shown as text.' })
  rules: string;

  @Column(column.time())
  @Field(() => Date, { description: 'The moment at which it opens.' })
  opensAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'The moment at which it closes; at that moment it is no longer open.' })
  closesAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'When the unit proposed it.' })
  createdAt: Date;

  /** When it began to wait for a reviewer, the last time. */
  @Column(column.time())
  proposedAt: Date;

  @Column(column.integer())
  @Field(() => Int, { description: 'How often it has been changed. Who publishes it names the version that was read.' })
  version: number;

  @Column(column.time({ nullable: true }))
  returnedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why a reviewer has returned it; null unless it is RETURNED.' })
  returnReason: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was published; null before.' })
  publishedAt: Date | null;

  @Column(column.id({ nullable: true }))
  publishedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was ended before its time; null otherwise.' })
  endedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why it was ended before its time; null otherwise.' })
  endReason: string | null;

  /** The text in which the search of the queue looks. */
  @Column(column.longText())
  searchText: string;
}

/** A project for which a campaign calls. */
@Entity('campaign_projects')
export class CampaignProject {
  @PrimaryColumn(column.key())
  campaignId: string;

  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.id())
  projectId: string;
}

/**
 * What an earlier year of the same drive brought, by the word of the organiser. It is part of what a reviewer publishes,
 * and never added to what the ledger proves.
 */
@Entity('campaign_years')
@ObjectType({
  description:
    'What an earlier year of the same drive brought, by the word of its organiser. It is not in the ledger and in no sum.',
})
export class CampaignYear {
  @PrimaryColumn(column.key())
  campaignId: string;

  @PrimaryColumn(column.integerKey())
  @Field(() => Int, { description: 'The year.' })
  year: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'raised', description: 'The money that was raised, in fen.' })
  raisedFen: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of participations.' })
  giftCount: number;

  @Column(column.text())
  @Field(() => String, { description: 'Where the figures come from, up to 200 characters.' })
  source: string;
}

/** The figures of a campaign, which `campaignCounters` changes. */
@Entity('campaign_counters')
export class CampaignCounters {
  @PrimaryColumn(column.key())
  campaignId: string;

  @Column(column.integer())
  givenFen: number;

  @Column(column.integer())
  matchedFen: number;

  @Column(column.integer())
  giftCount: number;

  @Column(column.integer())
  donorCount: number;

  @Column(column.integer())
  version: number;
}
